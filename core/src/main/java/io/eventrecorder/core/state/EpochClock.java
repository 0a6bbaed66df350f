package io.eventrecorder.core.state;

import io.eventrecorder.spi.EventClock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A clock whose {@link #nanoTime} counts nanoseconds since 1970, so that its readings have a
 * meaning after a restart. It takes the time of day once and advances with the monotonic clock.
 * Therefore it never goes back, and setting the time of day does not move it.
 */
final class EpochClock implements EventClock {
  private final EventClock clock;
  private final long offsetNanos;

  /**
   * A clock that starts at the time of day.
   *
   * @param clock the time of day and the monotonic clock
   * @param lastNanos the last reading of the process before; this clock starts there if the time of
   *     day was set back since
   */
  EpochClock(EventClock clock, long lastNanos) {
    this.clock = clock;
    this.offsetNanos = Math.max(lastNanos, sinceEpoch(clock.instant())) - clock.nanoTime();
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public long nanoTime() {
    return clock.nanoTime() + offsetNanos;
  }

  /** A long holds nanoseconds until the year 2262. */
  private static long sinceEpoch(Instant time) {
    return TimeUnit.SECONDS.toNanos(Math.max(0, time.getEpochSecond())) + time.getNano();
  }
}
