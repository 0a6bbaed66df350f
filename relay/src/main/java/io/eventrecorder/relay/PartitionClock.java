package io.eventrecorder.relay;

import io.eventrecorder.spi.EventClock;
import java.time.Instant;

/**
 * The time of a partition: the time of its newest record. It never goes back, and it means the same
 * on each machine, so readings of it can be kept. Confined to the thread of its task.
 */
final class PartitionClock implements EventClock {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** Later than any time that can be counted in nanoseconds. */
  private static final long MAX_MILLIS = Long.MAX_VALUE / NANOS_PER_MILLI;

  private long nanos;

  /** Moves the time to a number of milliseconds since 1970, unless that is in the past. */
  void advanceToMillis(long millis) {
    advanceTo(Math.min(millis, MAX_MILLIS) * NANOS_PER_MILLI);
  }

  /** Moves the time to a number of nanoseconds since 1970, unless that is in the past. */
  void advanceTo(long newNanos) {
    nanos = Math.max(nanos, newNanos);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND);
  }

  /** {@return the nanoseconds since 1970} */
  @Override
  public long nanoTime() {
    return nanos;
  }

  long millis() {
    return nanos / NANOS_PER_MILLI;
  }
}
