package io.eventrecorder.cli.correlate;

import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that moves only when a caller advances it, and never back. For one thread. */
public final class VirtualClock implements EventClock {
  /** One year before the last moment, so that a correlator can add its intervals. */
  private static final long LAST = Long.MAX_VALUE - Duration.ofDays(366).toNanos();

  private Instant now;
  private long nanos;

  /**
   * Creates a clock that stands still.
   *
   * @param start the current time
   */
  public VirtualClock(Instant start) {
    this.now = start;
  }

  /**
   * {@return the time, or the last moment that this clock can reach if that is earlier} A count of
   * nanoseconds ends after 292 years.
   *
   * @param time any time
   */
  Instant reachable(Instant time) {
    Instant last = now.plusNanos(LAST - nanos);
    return time.isAfter(last) ? last : time;
  }

  /**
   * Moves the clock to a time. Does nothing if that time has passed.
   *
   * @param time the new current time
   */
  public void advanceTo(Instant time) {
    if (time.isAfter(now)) {
      advance(Duration.between(now, time));
    }
  }

  /**
   * Moves the clock forward.
   *
   * @param span how far; not negative
   * @throws ArithmeticException if the clock would pass 292 years
   */
  public void advance(Duration span) {
    nanos += span.toNanos();
    now = now.plus(span);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }
}
