package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.Reporters;
import io.eventrecorder.correlator.internal.option.SettingValues;
import io.eventrecorder.spi.ProviderContext;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The options of the correlator {@code series}. Immutable. */
public final class SeriesOptions {
  private static final SeriesOptions DEFAULTS =
      new SeriesOptions(new SettingValues(SeriesSettings.ALL));

  private final SettingValues values;

  private SeriesOptions(SettingValues values) {
    this.values = values;
  }

  /** {@return the intervals of client-go, and room for 32768 events} */
  public static SeriesOptions defaults() {
    return DEFAULTS;
  }

  /** {@return a builder that starts from {@link #defaults()}} */
  public static Builder builder() {
    return DEFAULTS.toBuilder();
  }

  /** {@return a new builder that starts from these options} */
  public Builder toBuilder() {
    return new Builder(values.copy());
  }

  /** {@return how many events are remembered} */
  public int cacheSize() {
    return values.get(SeriesSettings.CACHE_SIZE);
  }

  /** {@return the time after which a running series is written again} */
  public Duration refreshInterval() {
    return values.get(SeriesSettings.REFRESH_INTERVAL);
  }

  /** {@return the pause after which an event is forgotten} */
  public Duration finishAfter() {
    return values.get(SeriesSettings.FINISH_AFTER);
  }

  /** {@return what makes two events the same, in addition to their fields} */
  public Identity identity() {
    return values.get(SeriesSettings.IDENTITY);
  }

  /** {@return which reporters report the same events} */
  public Reporters reporters() {
    return values.get(SeriesSettings.REPORTERS);
  }

  /**
   * {@return the names of the functions that are set, for example {@code identityFunction}} A host
   * that continues counts in another process cannot take functions: they may answer differently
   * there.
   */
  public List<String> functionNames() {
    return values.functionNames();
  }

  @Nullable Function<Event, String> identityFunction() {
    return values.find(SeriesSettings.IDENTITY_FUNCTION);
  }

  @Override
  public String toString() {
    return "SeriesOptions" + values;
  }

  /** Builds {@link SeriesOptions}. Not thread-safe. */
  public static final class Builder {
    private final SettingValues values;

    private Builder(SettingValues values) {
      this.values = values;
    }

    /**
     * Sets how many events are remembered. An event that is evicted writes its count.
     *
     * @param events at least 1; 32768 if not set
     * @return this
     */
    public Builder cacheSize(int events) {
      values.set(SeriesSettings.CACHE_SIZE, events);
      return this;
    }

    /**
     * Sets the time after which a running series is written again.
     *
     * @param interval above zero; less than the time to live of events in the store; 30 minutes if
     *     not set
     * @return this
     */
    public Builder refreshInterval(Duration interval) {
      values.set(SeriesSettings.REFRESH_INTERVAL, interval);
      return this;
    }

    /**
     * Sets the pause after which an event is forgotten. A series then writes its last count, and
     * the next occurrence is a new event.
     *
     * @param pause above zero; 6 minutes if not set
     * @return this
     */
    public Builder finishAfter(Duration pause) {
      values.set(SeriesSettings.FINISH_AFTER, pause);
      return this;
    }

    /**
     * Sets what makes two events the same, in addition to their fields. The key of an event ({@link
     * Event#key()}) wins.
     *
     * @param value {@link Identity#REASON}, which adds nothing, if not set
     * @return this
     */
    public Builder identity(Identity value) {
      values.set(SeriesSettings.IDENTITY, value);
      return this;
    }

    /**
     * Sets which reporters report the same events.
     *
     * @param value {@link Reporters#EACH} if not set
     * @return this
     */
    public Builder reporters(Reporters value) {
      values.set(SeriesSettings.REPORTERS, value);
      return this;
    }

    /**
     * Sets the function whose text makes two events the same, in addition to their fields. The key
     * of an event ({@link Event#key()}) wins. The thread of the pipeline calls the function, so it
     * must be fast.
     *
     * @param function null: as {@link #identity(Identity)} says, also for an event for which the
     *     function throws or returns null
     * @return this
     */
    public Builder identityFunction(@Nullable Function<Event, String> function) {
      values.setOrClear(SeriesSettings.IDENTITY_FUNCTION, function);
      return this;
    }

    /** Sets what the configuration sets. */
    Builder read(ProviderContext context) {
      values.read(context);
      return this;
    }

    /** {@return the options} */
    public SeriesOptions build() {
      return new SeriesOptions(values.copy());
    }
  }
}
