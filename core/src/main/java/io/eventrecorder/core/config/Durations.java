package io.eventrecorder.core.config;

import java.time.Duration;

/**
 * Durations of time that people give, who may mean "for ever" by one: cut to what nanoseconds in a long
 * can hold, with room to add two of them.
 */
public final class Durations {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Durations() {}

  /**
   * {@return the span, at most a hundred years and at least none}
   *
   * @param span any span
   */
  public static Duration clamped(Duration span) {
    Duration atLeastNone = span.isNegative() ? Duration.ZERO : span;
    return atLeastNone.compareTo(LONGEST) > 0 ? LONGEST : atLeastNone;
  }

  /**
   * {@return the span in nanoseconds, at most a hundred years and at least none}
   *
   * @param span any span
   */
  public static long nanos(Duration span) {
    return clamped(span).toNanos();
  }
}
