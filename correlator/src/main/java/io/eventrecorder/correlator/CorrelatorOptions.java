package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the correlator {@code aggregating} works: all that client-go's {@code CorrelatorOptions}
 * offers, and more. Immutable. Functions are called by the pipeline's thread and must be fast; one
 * that throws or returns null is replaced by what is built in, for that event.
 */
public final class CorrelatorOptions {
  /** What makes two events of one object, type and reason the same event. */
  public enum Identity {
    /** The message (client-go). */
    MESSAGE,
    /** Nothing else: the reason alone. */
    REASON,
    /** The message without digits, hexadecimal ids and quoted names. */
    NORMALIZED_MESSAGE
  }

  /** Which events share the tokens of one bucket; always of one source and type. */
  public enum RateLimitKey {
    /** Those of one object (client-go). */
    OBJECT,
    /** Those of one object and reason. */
    OBJECT_REASON,
    /** Those of one object, reason and part of the object. */
    OBJECT_REASON_FIELDPATH
  }

  /**
   * Where an event is aggregated.
   *
   * @param group events of one group are combined when their local keys become too many
   * @param local tells the events of a group apart
   */
  public record AggregationKey(String group, String local) {}

  private static final CorrelatorOptions CLIENT_GO = new CorrelatorOptions(new OptionValues());

  private final OptionValues values;

  private CorrelatorOptions(OptionValues values) {
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
   * {@return what suits an operator: 60 writes at once for each object and type, then one a second}
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

  /** {@return how many groups, observations and buckets are kept, each} */
  public int cacheSize() {
    return values.cacheSize;
  }

  /** {@return how many writes a bucket allows at once} */
  public int burst() {
    return values.burst;
  }

  /** {@return how many writes a second refill} */
  public double qps() {
    return values.qps;
  }

  /** {@return whether warnings and worse are never suppressed} */
  public boolean warningsUnlimited() {
    return values.warningsUnlimited;
  }

  /** {@return at how many distinct local keys events of a group are combined} */
  public int maxEvents() {
    return values.maxEvents;
  }

  /** {@return after which pause a group starts empty} */
  public Duration maxInterval() {
    return values.maxInterval;
  }

  /** {@return what makes two events the same} */
  public Identity identity() {
    return values.identity;
  }

  /** {@return which events share a bucket} */
  public RateLimitKey rateLimitKey() {
    return values.rateLimitKey;
  }

  /** {@return after which pause an event is forgotten; zero means never} */
  public Duration observationExpiry() {
    return values.observationExpiry;
  }

  /** {@return whether counts and times are taken over as client-go does} */
  boolean verbatim() {
    return values.verbatim;
  }

  Budget budget() {
    return Budget.of(values.burst, values.qps);
  }

  Budget warningBudget() {
    int burst = values.warningBurst == null ? values.burst : values.warningBurst;
    double qps = values.warningQps == null ? values.qps : values.warningQps;
    return Budget.of(burst, qps);
  }

  String messagePrefix() {
    return values.messagePrefix;
  }

  @Nullable Function<Event, String> messageFunction() {
    return values.messageFunction;
  }

  @Nullable Function<Event, AggregationKey> aggregationKeyFunction() {
    return values.aggregationKeyFunction;
  }

  @Nullable Function<Event, String> rateLimitKeyFunction() {
    return values.rateLimitKeyFunction;
  }

  @Nullable Function<Event, String> identityFunction() {
    return values.identityFunction;
  }

  @Override
  public String toString() {
    return values.toString();
  }

  /** Builds {@link CorrelatorOptions}. Not thread-safe. */
  public static final class Builder {
    private final OptionValues values;

    private Builder(OptionValues values) {
      this.values = values;
    }

    /**
     * {@return this}
     *
     * @param entries how many groups, observations and buckets are kept, each; at least 1
     */
    public Builder cacheSize(int entries) {
      values.cacheSize = OptionValues.atLeastOne("cacheSize", entries);
      return this;
    }

    /**
     * {@return this}
     *
     * @param writes how many writes a bucket allows at once, at least 1
     */
    public Builder burst(int writes) {
      values.burst = OptionValues.atLeastOne("burst", writes);
      return this;
    }

    /**
     * {@return this}
     *
     * @param writesPerSecond how many writes a second refill, above 0; may be a fraction
     */
    public Builder qps(double writesPerSecond) {
      values.qps = OptionValues.rate("qps", writesPerSecond);
      return this;
    }

    /**
     * {@return this}
     *
     * @param writes the burst of what is at least a warning ({@link
     *     io.eventrecorder.EventType#isWarning}), at least 1; unless set, that of all
     */
    public Builder warningBurst(int writes) {
      values.warningBurst = OptionValues.atLeastOne("warningBurst", writes);
      return this;
    }

    /**
     * {@return this}
     *
     * @param writesPerSecond the refill of what is at least a warning, above 0; unless set, that of
     *     all
     */
    public Builder warningQps(double writesPerSecond) {
      values.warningQps = OptionValues.rate("warningQps", writesPerSecond);
      return this;
    }

    /**
     * {@return this}
     *
     * @param unlimited whether what is at least a warning is never suppressed
     */
    public Builder warningsUnlimited(boolean unlimited) {
      values.warningsUnlimited = unlimited;
      return this;
    }

    /**
     * {@return this}
     *
     * @param localKeys at how many distinct local keys events of a group are combined, at least 1
     */
    public Builder maxEvents(int localKeys) {
      values.maxEvents = OptionValues.atLeastOne("maxEvents", localKeys);
      return this;
    }

    /**
     * {@return this}
     *
     * @param interval after which pause a group starts empty, above zero
     */
    public Builder maxInterval(Duration interval) {
      values.maxInterval = OptionValues.positive("maxInterval", interval);
      return this;
    }

    /**
     * {@return this}
     *
     * @param prefix what the message of an aggregate begins with
     */
    public Builder messagePrefix(String prefix) {
      values.messagePrefix = prefix;
      return this;
    }

    /**
     * {@return this}
     *
     * @param function the message of an aggregate, from its newest event; null: the prefix and that
     *     event's message
     */
    public Builder messageFunction(@Nullable Function<Event, String> function) {
      values.messageFunction = function;
      return this;
    }

    /**
     * {@return this}
     *
     * @param function where an event is aggregated; null: as client-go does
     */
    public Builder aggregationKeyFunction(@Nullable Function<Event, AggregationKey> function) {
      values.aggregationKeyFunction = function;
      return this;
    }

    /**
     * {@return this}
     *
     * @param key which events share a bucket
     */
    public Builder rateLimitKey(RateLimitKey key) {
      values.rateLimitKey = key;
      return this;
    }

    /**
     * {@return this}
     *
     * @param function events of the same text share a bucket (client-go's spam key function); null:
     *     as {@link #rateLimitKey(RateLimitKey)} says
     */
    public Builder rateLimitKeyFunction(@Nullable Function<Event, String> function) {
      values.rateLimitKeyFunction = function;
      return this;
    }

    /**
     * {@return this}
     *
     * @param identity what makes two events the same; the key of an event ({@link Event#key()})
     *     wins
     */
    public Builder identity(Identity identity) {
      values.identity = identity;
      return this;
    }

    /**
     * {@return this}
     *
     * @param function the text that takes the place of the message in telling events apart; null:
     *     as {@link #identity(Identity)} says; the key of an event ({@link Event#key()}) wins
     */
    public Builder identityFunction(@Nullable Function<Event, String> function) {
      values.identityFunction = function;
      return this;
    }

    /**
     * {@return this}
     *
     * @param pause after which pause an event is forgotten, so that its next occurrence is a new
     *     event; zero means never
     */
    public Builder observationExpiry(Duration pause) {
      values.observationExpiry = OptionValues.notNegative("observationExpiry", pause);
      return this;
    }

    /**
     * {@return this}
     *
     * @param asClientGo whether counts and times of a recorder's events are taken over as client-go
     *     does, for comparing with it: a count wraps after 2147483647, one of 0 is forgotten, and
     *     lastTimestamp is the newest event's even if that is before firstTimestamp
     */
    public Builder verbatim(boolean asClientGo) {
      values.verbatim = asClientGo;
      return this;
    }

    /**
     * {@return the options}
     *
     * @throws IllegalArgumentException if warnings are unlimited and have a budget all the same
     */
    public CorrelatorOptions build() {
      values.check();
      return new CorrelatorOptions(values.copy());
    }
  }
}
