package io.eventrecorder.testkit;

import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.time.Instant;

/**
 * A clock as a host of state has it: its monotonic reading counts the nanoseconds since 1970, so
 * that a correlator in another process understands it. The wall clock may differ from it. Used by
 * one thread.
 */
final class EpochClock implements EventClock {
  private final Duration wallOffset;
  private long nanos;

  EpochClock(long nanos, Duration wallOffset) {
    this.nanos = nanos;
    this.wallOffset = wallOffset;
  }

  static long nanosOf(Instant time) {
    return Duration.between(Instant.EPOCH, time).toNanos();
  }

  void moveTo(long reading) {
    nanos = Math.max(nanos, reading);
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos).plus(wallOffset);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }
}
