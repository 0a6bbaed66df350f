package io.eventrecorder.cli.correlate;

import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that moves only when a caller advances it, and never back. For one thread. */
public final class VirtualClock implements EventClock {
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
