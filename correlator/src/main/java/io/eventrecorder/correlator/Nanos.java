package io.eventrecorder.correlator;

import java.time.Duration;

/** Converts durations to nanoseconds of the monotonic clock. */
final class Nanos {
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

  private Nanos() {}

  /** At most 146 years: longer durations would overflow. */
  static long of(Duration span) {
    return span.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : span.toNanos();
  }
}
