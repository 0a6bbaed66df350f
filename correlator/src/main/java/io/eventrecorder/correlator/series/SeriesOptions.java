package io.eventrecorder.correlator.series;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.SeriesEngine.Settings;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the correlator {@code series} works. Immutable. */
public final class SeriesOptions {
  private static final SeriesOptions DEFAULTS =
      new SeriesOptions(
          new Settings(
              32_768, Duration.ofMinutes(30), Duration.ofMinutes(6), Identity.REASON, null));

  private final Settings settings;

  private SeriesOptions(Settings settings) {
    this.settings = settings;
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
    return new Builder(settings);
  }

  /** {@return how many events are remembered} */
  public int cacheSize() {
    return settings.cacheSize();
  }

  /** {@return after which time a running series is written again} */
  public Duration refreshInterval() {
    return settings.refreshInterval();
  }

  /** {@return after which pause an event is forgotten} */
  public Duration finishAfter() {
    return settings.finishAfter();
  }

  /** {@return what, besides its fields, makes an event the same as another} */
  public Identity identity() {
    return settings.identity();
  }

  Settings settings() {
    return settings;
  }

  @Override
  public String toString() {
    return "SeriesOptions[cacheSize="
        + cacheSize()
        + ", refreshInterval="
        + refreshInterval()
        + ", finishAfter="
        + finishAfter()
        + ", identity="
        + (settings.identityFunction() == null ? identity() : "function")
        + "]";
  }

  /** Builds {@link SeriesOptions}. Not thread-safe. */
  public static final class Builder {
    private int cacheSize;
    private Duration refreshInterval;
    private Duration finishAfter;
    private Identity identity;
    private @Nullable Function<Event, String> identityFunction;

    private Builder(Settings settings) {
      this.cacheSize = settings.cacheSize();
      this.refreshInterval = settings.refreshInterval();
      this.finishAfter = settings.finishAfter();
      this.identity = settings.identity();
      this.identityFunction = settings.identityFunction();
    }

    /**
     * {@return this}
     *
     * @param events how many are remembered, at least 1; one that has to leave writes its count
     */
    public Builder cacheSize(int events) {
      this.cacheSize = events;
      return this;
    }

    /**
     * {@return this}
     *
     * @param interval after which time a running series is written again, above zero; shorter than
     *     the time after which the store lets events expire
     */
    public Builder refreshInterval(Duration interval) {
      this.refreshInterval = interval;
      return this;
    }

    /**
     * {@return this}
     *
     * @param pause after which pause an event is forgotten, above zero; a series writes its last
     *     count then, and the next occurrence is a new event
     */
    public Builder finishAfter(Duration pause) {
      this.finishAfter = pause;
      return this;
    }

    /**
     * {@return this}
     *
     * @param value what, besides action and reason, reporter and objects, makes two events the
     *     same; {@link Identity#REASON}, which is nothing, unless set. The key of an event ({@link
     *     Event#key()}) wins
     */
    public Builder identity(Identity value) {
      this.identity = value;
      return this;
    }

    /**
     * {@return this}
     *
     * @param function a text that, besides the fields, makes two events the same; null: as {@link
     *     #identity(Identity)} says, also for an event for which it throws or returns null; the key
     *     of an event ({@link Event#key()}) wins. Called by the pipeline's thread; must be fast
     */
    public Builder identityFunction(@Nullable Function<Event, String> function) {
      this.identityFunction = function;
      return this;
    }

    /**
     * {@return the options}
     *
     * @throws IllegalArgumentException if a value is out of range; the message names it
     */
    public SeriesOptions build() {
      return new SeriesOptions(
          new Settings(cacheSize, refreshInterval, finishAfter, identity, identityFunction));
    }
  }
}
