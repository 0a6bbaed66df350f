package io.eventrecorder.cli;

import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.time.Instant;

/** Time that passes only when it is told to, and never goes back. For one thread. */
final class VirtualClock implements EventClock {
  private Instant now;
  private long nanos;

  VirtualClock(Instant start) {
    this.now = start;
  }

  /** An earlier time changes nothing. */
  void advanceTo(Instant time) {
    if (time.isAfter(now)) {
      advance(Duration.between(now, time));
    }
  }

  void advance(Duration span) {
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
