package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.CorrelatorOptions.AggregationKey;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.RateLimitKey;
import io.eventrecorder.correlator.CorrelatorOptions.Reporters;
import io.eventrecorder.correlator.internal.option.Setting;
import io.eventrecorder.correlator.internal.option.SettingList;
import java.time.Duration;
import java.util.function.Function;

/** The options of the correlator {@code aggregating}. The defaults are those of client-go. */
final class AggregatingSettings {
  static final SettingList ALL = new SettingList();

  static final Setting<Integer> CACHE_SIZE =
      ALL.number("cache-size", 32_768, "How many groups, events and buckets are kept, each");
  static final Setting<Integer> BURST =
      ALL.number("burst", 25, "How many writes a bucket allows at once", "the preset's");
  static final Setting<Double> QPS =
      ALL.rate(
          "qps", 1.0 / 300, "How many tokens a second a bucket gets back, above 0", "the preset's");
  static final Setting<Integer> WARNING_BURST =
      ALL.number(
          "warning-burst", null, "The burst of events of type Warning", "that of all events");
  static final Setting<Double> WARNING_QPS =
      ALL.rate("warning-qps", null, "The qps of events of type Warning", "that of all events");
  static final Setting<Boolean> WARNINGS_UNLIMITED =
      ALL.flag("warnings-unlimited", false, "Whether events of type Warning are never suppressed");
  static final Setting<Integer> MAX_EVENTS =
      ALL.number(
          "max-events",
          10,
          "The number of distinct messages from which on similar events are combined");
  static final Setting<Duration> MAX_INTERVAL =
      ALL.interval(
          "max-interval",
          Duration.ofMinutes(10),
          "The pause after which a group of similar events starts empty");
  static final Setting<String> MESSAGE_PREFIX =
      ALL.text(
          "message-prefix",
          "(combined from similar events): ",
          "The beginning of the message of combined events");
  static final Setting<Identity> IDENTITY =
      ALL.choice(
          "identity",
          Identity.class,
          Identity.MESSAGE,
          "What two events must have in common to be the same, in addition to object, type and"
              + " reason");
  static final Setting<Reporters> REPORTERS =
      ALL.choice(
          "reporters",
          Reporters.class,
          Reporters.EACH,
          "Which reporters count together: each (every instance of a program on its own) or"
              + " component (all instances of a program; host and reportingInstance do not"
              + " count)");
  static final Setting<RateLimitKey> RATE_LIMIT_KEY =
      ALL.choice(
          "rate-limit-key",
          RateLimitKey.class,
          RateLimitKey.OBJECT,
          "Which events of one type share a bucket");
  static final Setting<Duration> OBSERVATION_EXPIRY =
      ALL.expiry("observation-expiry", "The pause after which an event is forgotten");

  static final Setting<Function<Event, String>> MESSAGE_FUNCTION = ALL.function("messageFunction");
  static final Setting<Function<Event, AggregationKey>> AGGREGATION_KEY_FUNCTION =
      ALL.function("aggregationKeyFunction");
  static final Setting<Function<Event, String>> RATE_LIMIT_KEY_FUNCTION =
      ALL.function("rateLimitKeyFunction");
  static final Setting<Function<Event, String>> IDENTITY_FUNCTION =
      ALL.function("identityFunction");
  static final Setting<Boolean> VERBATIM = ALL.flagInCode("verbatim");

  private AggregatingSettings() {}
}
