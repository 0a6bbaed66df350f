package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.CorrelatorOptions.AggregationKey;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.RateLimitKey;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every option of {@link CorrelatorOptions} with its default, and what it must be. */
final class OptionValues {
  int cacheSize = 32_768;
  int burst = 25;
  double qps = 1.0 / 300;
  @Nullable Integer warningBurst;
  @Nullable Double warningQps;
  boolean warningsUnlimited;
  int maxEvents = 10;
  Duration maxInterval = Duration.ofMinutes(10);
  String messagePrefix = "(combined from similar events): ";
  @Nullable Function<Event, String> messageFunction;
  @Nullable Function<Event, AggregationKey> aggregationKeyFunction;
  RateLimitKey rateLimitKey = RateLimitKey.OBJECT;
  @Nullable Function<Event, String> rateLimitKeyFunction;
  Identity identity = Identity.MESSAGE;
  @Nullable Function<Event, String> identityFunction;
  Duration observationExpiry = Duration.ZERO;
  boolean verbatim;

  OptionValues copy() {
    OptionValues copy = new OptionValues();
    copy.cacheSize = cacheSize;
    copy.burst = burst;
    copy.qps = qps;
    copy.warningBurst = warningBurst;
    copy.warningQps = warningQps;
    copy.warningsUnlimited = warningsUnlimited;
    copy.maxEvents = maxEvents;
    copy.maxInterval = maxInterval;
    copy.messagePrefix = messagePrefix;
    copy.messageFunction = messageFunction;
    copy.aggregationKeyFunction = aggregationKeyFunction;
    copy.rateLimitKey = rateLimitKey;
    copy.rateLimitKeyFunction = rateLimitKeyFunction;
    copy.identity = identity;
    copy.identityFunction = identityFunction;
    copy.observationExpiry = observationExpiry;
    copy.verbatim = verbatim;
    return copy;
  }

  void check() {
    if (warningsUnlimited && (warningBurst != null || warningQps != null)) {
      throw new IllegalArgumentException(
          "warningsUnlimited true contradicts a budget for warnings (warningBurst "
              + warningBurst
              + ", warningQps "
              + warningQps
              + "); set one or the other");
    }
  }

  static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + " must be at least 1");
    }
    return value;
  }

  static double rate(String name, double value) {
    if (!Double.isFinite(value) || value <= 0) {
      throw new IllegalArgumentException(
          name + " " + value + " must be a number above 0; one in 300 s is 0.00333");
    }
    return value;
  }

  static Duration positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " " + value + " must be above zero");
    }
    return value;
  }

  static Duration notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(
          name + " " + value + " must not be negative; zero means never");
    }
    return value;
  }

  @Override
  public String toString() {
    return "CorrelatorOptions[cacheSize="
        + cacheSize
        + ", burst="
        + burst
        + ", qps="
        + qps
        + ", warningBurst="
        + warningBurst
        + ", warningQps="
        + warningQps
        + ", warningsUnlimited="
        + warningsUnlimited
        + ", maxEvents="
        + maxEvents
        + ", maxInterval="
        + maxInterval
        + ", messagePrefix="
        + messagePrefix
        + ", rateLimitKey="
        + (rateLimitKeyFunction == null ? rateLimitKey : "function")
        + ", identity="
        + (identityFunction == null ? identity : "function")
        + ", observationExpiry="
        + observationExpiry
        + ", verbatim="
        + verbatim
        + "]";
  }
}
