package io.eventrecorder.correlator;

import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.RateLimitKey;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelatorProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.time.Duration;
import java.util.List;

/**
 * Makes the correlator {@code aggregating} from configuration. An application that provides {@link
 * CorrelatorOptions} ({@code builder.provide(CorrelatorOptions.class, …)}) sets with them what text
 * cannot say; they take the place of the preset.
 */
public final class AggregatingCorrelatorProvider implements EventCorrelatorProvider {
  /** What the other options start from. */
  private enum Preset {
    CLIENT_GO,
    OPERATOR
  }

  private static final Option<Preset> PRESET =
      Option.choice("preset", Preset.class)
          .describedAs(
              "What the other options start from: client-go (the default; burst 25, then one write"
                  + " in 300 s) or operator (burst 60, then one a second).");
  private static final Option<Integer> CACHE_SIZE =
      Option.integer("cache-size", 1, Integer.MAX_VALUE)
          .describedAs("How many groups, events and buckets are kept, each; 32768 unless set.");
  private static final Option<Integer> BURST =
      Option.integer("burst", 1, Integer.MAX_VALUE)
          .describedAs("How many writes a bucket allows at once; the preset's unless set.");
  private static final Option<Double> QPS =
      Option.decimal("qps")
          .describedAs("How many writes a second refill, above 0; the preset's unless set.");
  private static final Option<Integer> WARNING_BURST =
      Option.integer("warning-burst", 1, Integer.MAX_VALUE)
          .describedAs("The burst of events of type Warning; that of all unless set.");
  private static final Option<Double> WARNING_QPS =
      Option.decimal("warning-qps")
          .describedAs("The refill a second of events of type Warning; that of all unless set.");
  private static final Option<Boolean> WARNINGS_UNLIMITED =
      Option.bool("warnings-unlimited")
          .describedAs("Whether events of type Warning are never suppressed; false unless set.");
  private static final Option<Integer> MAX_EVENTS =
      Option.integer("max-events", 1, Integer.MAX_VALUE)
          .describedAs("At how many distinct messages similar events are combined; 10 unless set.");
  private static final Option<Duration> MAX_INTERVAL =
      Option.duration("max-interval")
          .describedAs("After which pause a group of similar events starts empty; 10m unless set.");
  private static final Option<String> MESSAGE_PREFIX =
      Option.string("message-prefix")
          .describedAs(
              "What the message of combined events begins with; \"(combined from similar events): \""
                  + " unless set.");
  private static final Option<Identity> IDENTITY =
      Option.choice("identity", Identity.class)
          .describedAs(
              "What, besides object, type and reason, makes two events the same; message unless"
                  + " set.");
  private static final Option<RateLimitKey> RATE_LIMIT_KEY =
      Option.choice("rate-limit-key", RateLimitKey.class)
          .describedAs("Which events of one type share a bucket; object unless set.");
  private static final Option<Duration> OBSERVATION_EXPIRY =
      Option.duration("observation-expiry")
          .describedAs("After which pause an event is forgotten; 0s, which is never, unless set.");

  /** For {@link java.util.ServiceLoader}. */
  public AggregatingCorrelatorProvider() {}

  /** {@return {@code aggregating}} */
  @Override
  public String name() {
    return "aggregating";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        PRESET,
        CACHE_SIZE,
        BURST,
        QPS,
        WARNING_BURST,
        WARNING_QPS,
        WARNINGS_UNLIMITED,
        MAX_EVENTS,
        MAX_INTERVAL,
        MESSAGE_PREFIX,
        IDENTITY,
        RATE_LIMIT_KEY,
        OBSERVATION_EXPIRY);
  }

  @Override
  public EventCorrelator create(ProviderContext context) {
    CorrelatorOptions.Builder options = base(context).toBuilder();
    context.find(CACHE_SIZE).ifPresent(options::cacheSize);
    context.find(BURST).ifPresent(options::burst);
    context.find(QPS).ifPresent(options::qps);
    context.find(WARNING_BURST).ifPresent(options::warningBurst);
    context.find(WARNING_QPS).ifPresent(options::warningQps);
    context.find(WARNINGS_UNLIMITED).ifPresent(options::warningsUnlimited);
    context.find(MAX_EVENTS).ifPresent(options::maxEvents);
    context.find(MAX_INTERVAL).ifPresent(options::maxInterval);
    context.find(MESSAGE_PREFIX).ifPresent(options::messagePrefix);
    context.find(IDENTITY).ifPresent(options::identity);
    context.find(RATE_LIMIT_KEY).ifPresent(options::rateLimitKey);
    context.find(OBSERVATION_EXPIRY).ifPresent(options::observationExpiry);
    return AggregatingCorrelator.create(options.build(), context.clock(), context.names());
  }

  private static CorrelatorOptions base(ProviderContext context) {
    return context
        .find(PRESET)
        .map(
            preset ->
                preset == Preset.OPERATOR
                    ? CorrelatorOptions.operator()
                    : CorrelatorOptions.clientGo())
        .or(() -> context.provided(CorrelatorOptions.class))
        .orElseGet(CorrelatorOptions::clientGo);
  }
}
