package io.eventrecorder.core.config;

import java.time.Duration;

/**
 * Limits durations that users give. A very long duration may mean "without limit". The result in
 * nanoseconds fits into a long, also when two of them are added.
 */
public final class Durations {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Durations() {}

  /**
   * {@return the duration, from zero to a hundred years}
   *
   * @param duration any duration
   */
  public static Duration clamped(Duration duration) {
    Duration atLeastZero = duration.isNegative() ? Duration.ZERO : duration;
    return atLeastZero.compareTo(LONGEST) > 0 ? LONGEST : atLeastZero;
  }

  /**
   * {@return the duration in nanoseconds, from zero to a hundred years}
   *
   * @param duration any duration
   */
  public static long nanos(Duration duration) {
    return clamped(duration).toNanos();
  }
}
