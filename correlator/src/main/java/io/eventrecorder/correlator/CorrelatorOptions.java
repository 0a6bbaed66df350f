package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.internal.aggregate.RateLimit;
import io.eventrecorder.correlator.internal.option.Setting;
import io.eventrecorder.correlator.internal.option.SettingValues;
import io.eventrecorder.spi.ProviderContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options of the correlator {@code aggregating}: those of client-go's {@code CorrelatorOptions}
 * and more. Immutable. The thread of the pipeline calls the functions, so they must be fast. Where
 * a function throws or returns null, the correlator uses its built-in result for that event.
 */
public final class CorrelatorOptions {
  /** What two events of one object, type and reason must have in common to be the same. */
  public enum Identity {
    /** The message (client-go). */
    MESSAGE,
    /** Nothing else: the reason alone. */
    REASON,
    /** The message without digits, hexadecimal ids and quoted names. */
    NORMALIZED_MESSAGE
  }

  /** Which reporters report the same events. */
  public enum Reporters {
    /** Each instance of a program reports events of its own (client-go). */
    EACH,
    /**
     * All instances of a program report the same events, so that the events of its replicas are
     * counted together. Host and reportingInstance do not count; those of the newest occurrence are
     * written.
     */
    COMPONENT
  }

  /** Which events share a bucket. They always have the same source and type. */
  public enum RateLimitKey {
    /** Events of the same object (client-go). */
    OBJECT,
    /** Events of the same object and reason. */
    OBJECT_REASON,
    /** Events of the same object, reason and part of the object. */
    OBJECT_REASON_FIELDPATH
  }

  /**
   * Where an event is aggregated.
   *
   * @param group events of one group are combined when they have too many distinct local keys
   * @param local tells the events of a group apart
   */
  public record AggregationKey(String group, String local) {
    /**
     * Checks that neither is null.
     *
     * @param group events of one group are combined when they have too many distinct local keys
     * @param local tells the events of a group apart
     */
    public AggregationKey {
      Objects.requireNonNull(group, "group");
      Objects.requireNonNull(local, "local");
    }
  }

  private static final CorrelatorOptions CLIENT_GO =
      new CorrelatorOptions(new SettingValues(AggregatingSettings.ALL));

  private final SettingValues values;

  private CorrelatorOptions(SettingValues values) {
    this.values = values;
  }

  /**
   * {@return the behaviour of client-go: 25 writes at once for each object and type, then one in
   * 300 s; the default}
   */
  public static CorrelatorOptions clientGo() {
    return CLIENT_GO;
  }

  /**
   * {@return options for an operator: 60 writes at once for each object and type, then one a
   * second}
   */
  public static CorrelatorOptions operator() {
    return builder().burst(60).qps(1).build();
  }

  /** {@return a builder that starts from {@link #clientGo()}} */
  public static Builder builder() {
    return CLIENT_GO.toBuilder();
  }

  /** {@return a new builder that starts from these options} */
  public Builder toBuilder() {
    return new Builder(values.copy());
  }

  /** {@return how many groups, events and buckets are kept, each} */
  public int cacheSize() {
    return get(AggregatingSettings.CACHE_SIZE);
  }

  /** {@return how many writes a bucket allows at once} */
  public int burst() {
    return get(AggregatingSettings.BURST);
  }

  /** {@return how many writes a second refill} */
  public double qps() {
    return get(AggregatingSettings.QPS);
  }

  /** {@return whether warnings and worse are never suppressed} */
  public boolean warningsUnlimited() {
    return get(AggregatingSettings.WARNINGS_UNLIMITED);
  }

  /**
   * {@return the number of distinct local keys from which on the events of a group are combined}
   */
  public int maxEvents() {
    return get(AggregatingSettings.MAX_EVENTS);
  }

  /** {@return the pause after which a group starts empty} */
  public Duration maxInterval() {
    return get(AggregatingSettings.MAX_INTERVAL);
  }

  /** {@return what makes two events the same} */
  public Identity identity() {
    return get(AggregatingSettings.IDENTITY);
  }

  /** {@return which reporters report the same events} */
  public Reporters reporters() {
    return get(AggregatingSettings.REPORTERS);
  }

  /** {@return which events share a bucket} */
  public RateLimitKey rateLimitKey() {
    return get(AggregatingSettings.RATE_LIMIT_KEY);
  }

  /** {@return the pause after which an event is forgotten; zero: never} */
  public Duration observationExpiry() {
    return get(AggregatingSettings.OBSERVATION_EXPIRY);
  }

  /**
   * {@return the names of the functions that are set, for example {@code identityFunction}} A host
   * that continues counts in another process cannot take functions: they may answer differently
   * there.
   */
  public List<String> functionNames() {
    return values.functionNames();
  }

  <T> T get(Setting<T> setting) {
    return values.get(setting);
  }

  <T> @Nullable T find(Setting<T> setting) {
    return values.find(setting);
  }

  RateLimit limit() {
    return RateLimit.of(burst(), qps());
  }

  /** The limit of warnings and worse; it may be the same as for all events. */
  RateLimit warningLimit() {
    Integer burst = find(AggregatingSettings.WARNING_BURST);
    Double qps = find(AggregatingSettings.WARNING_QPS);
    return RateLimit.of(burst == null ? burst() : burst, qps == null ? qps() : qps);
  }

  @Override
  public String toString() {
    return "CorrelatorOptions" + values;
  }

  /** Builds {@link CorrelatorOptions}. Not thread-safe. */
  public static final class Builder {
    private final SettingValues values;

    private Builder(SettingValues values) {
      this.values = values;
    }

    /**
     * Sets how many groups, events and buckets are kept, each.
     *
     * @param entries at least 1; 32768 if not set
     * @return this
     */
    public Builder cacheSize(int entries) {
      values.set(AggregatingSettings.CACHE_SIZE, entries);
      return this;
    }

    /**
     * Sets how many writes a bucket allows at once.
     *
     * @param writes at least 1
     * @return this
     */
    public Builder burst(int writes) {
      values.set(AggregatingSettings.BURST, writes);
      return this;
    }

    /**
     * Sets how many writes a second refill.
     *
     * @param writesPerSecond above 0; may be a fraction
     * @return this
     */
    public Builder qps(double writesPerSecond) {
      values.set(AggregatingSettings.QPS, writesPerSecond);
      return this;
    }

    /**
     * Sets the burst of warnings and worse ({@link io.eventrecorder.EventType#isWarning}).
     *
     * @param writes at least 1; the burst of all events if not set
     * @return this
     */
    public Builder warningBurst(int writes) {
      values.set(AggregatingSettings.WARNING_BURST, writes);
      return this;
    }

    /**
     * Sets the refill of warnings and worse.
     *
     * @param writesPerSecond above 0; the refill of all events if not set
     * @return this
     */
    public Builder warningQps(double writesPerSecond) {
      values.set(AggregatingSettings.WARNING_QPS, writesPerSecond);
      return this;
    }

    /**
     * Sets whether warnings and worse are never suppressed.
     *
     * @param unlimited false if not set
     * @return this
     */
    public Builder warningsUnlimited(boolean unlimited) {
      values.set(AggregatingSettings.WARNINGS_UNLIMITED, unlimited);
      return this;
    }

    /**
     * Sets the number of distinct local keys from which on the events of a group are combined.
     *
     * @param localKeys at least 1; 10 if not set
     * @return this
     */
    public Builder maxEvents(int localKeys) {
      values.set(AggregatingSettings.MAX_EVENTS, localKeys);
      return this;
    }

    /**
     * Sets the pause after which a group starts empty.
     *
     * @param interval above zero; 10 minutes if not set
     * @return this
     */
    public Builder maxInterval(Duration interval) {
      values.set(AggregatingSettings.MAX_INTERVAL, interval);
      return this;
    }

    /**
     * Sets how the message of an aggregate begins.
     *
     * @param prefix may be empty
     * @return this
     */
    public Builder messagePrefix(String prefix) {
      values.set(AggregatingSettings.MESSAGE_PREFIX, prefix);
      return this;
    }

    /**
     * Sets the function that makes the message of an aggregate.
     *
     * @param function takes the newest event; null: the prefix and the message of the newest event
     * @return this
     */
    public Builder messageFunction(@Nullable Function<Event, String> function) {
      values.setOrClear(AggregatingSettings.MESSAGE_FUNCTION, function);
      return this;
    }

    /**
     * Sets the function that chooses group and local key of an event.
     *
     * @param function null: as client-go does
     * @return this
     */
    public Builder aggregationKeyFunction(@Nullable Function<Event, AggregationKey> function) {
      values.setOrClear(AggregatingSettings.AGGREGATION_KEY_FUNCTION, function);
      return this;
    }

    /**
     * Sets which reporters report the same events.
     *
     * @param value {@link Reporters#EACH} if not set
     * @return this
     */
    public Builder reporters(Reporters value) {
      values.set(AggregatingSettings.REPORTERS, value);
      return this;
    }

    /**
     * Sets which events share a bucket.
     *
     * @param key {@link RateLimitKey#OBJECT} if not set
     * @return this
     */
    public Builder rateLimitKey(RateLimitKey key) {
      values.set(AggregatingSettings.RATE_LIMIT_KEY, key);
      return this;
    }

    /**
     * Sets the function that chooses the bucket of an event (client-go: spam key function).
     *
     * @param function events with the same text share a bucket; null: as {@link #rateLimitKey} says
     * @return this
     */
    public Builder rateLimitKeyFunction(@Nullable Function<Event, String> function) {
      values.setOrClear(AggregatingSettings.RATE_LIMIT_KEY_FUNCTION, function);
      return this;
    }

    /**
     * Sets what makes two events the same. The key of an event ({@link Event#key()}) wins.
     *
     * @param identity {@link Identity#MESSAGE} if not set
     * @return this
     */
    public Builder identity(Identity identity) {
      values.set(AggregatingSettings.IDENTITY, identity);
      return this;
    }

    /**
     * Sets the function whose text takes the place of the message in the identity. The key of an
     * event ({@link Event#key()}) wins.
     *
     * @param function null: as {@link #identity(Identity)} says
     * @return this
     */
    public Builder identityFunction(@Nullable Function<Event, String> function) {
      values.setOrClear(AggregatingSettings.IDENTITY_FUNCTION, function);
      return this;
    }

    /**
     * Sets the pause after which an event is forgotten, so that its next occurrence is a new event.
     *
     * @param pause zero: never, which is the default
     * @return this
     */
    public Builder observationExpiry(Duration pause) {
      values.set(AggregatingSettings.OBSERVATION_EXPIRY, pause);
      return this;
    }

    /**
     * Sets whether counts and times of recorded events are computed exactly as client-go does, to
     * compare with it: a count wraps after 2147483647, an event with count 0 is forgotten, and
     * lastTimestamp is that of the newest event even if it is before firstTimestamp.
     *
     * @param asClientGo false if not set
     * @return this
     */
    public Builder verbatim(boolean asClientGo) {
      values.set(AggregatingSettings.VERBATIM, asClientGo);
      return this;
    }

    /** Sets what the configuration sets. */
    Builder read(ProviderContext context) {
      values.read(context);
      return this;
    }

    /**
     * {@return the options}
     *
     * @throws IllegalArgumentException if warnings are unlimited and have a limit
     */
    public CorrelatorOptions build() {
      Integer burst = values.find(AggregatingSettings.WARNING_BURST);
      Double qps = values.find(AggregatingSettings.WARNING_QPS);
      if (values.get(AggregatingSettings.WARNINGS_UNLIMITED) && (burst != null || qps != null)) {
        throw new IllegalArgumentException(
            "warningsUnlimited true contradicts a limit for warnings (warningBurst "
                + burst
                + ", warningQps "
                + qps
                + "); set one or the other");
      }
      return new CorrelatorOptions(values.copy());
    }
  }
}
