package io.eventrecorder.correlator;

import java.time.Duration;

/** Durations as nanoseconds of the monotonic clock. */
final class Nanos {
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

  private Nanos() {}

  /** At most 146 years, which is as good as for ever and does not overflow. */
  static long of(Duration span) {
    return span.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : span.toNanos();
  }
}
