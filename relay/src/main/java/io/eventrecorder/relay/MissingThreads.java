package io.eventrecorder.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.spi.EventClock;
import java.util.concurrent.TimeUnit;

/**
 * Says whether threads are missing for longer than it takes to replace one. Kafka Streams does not
 * list threads that have ended, so they can only be counted. Thread-safe.
 */
final class MissingThreads {
  static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final EventClock clock;
  private final int expected;

  @GuardedBy("this")
  private boolean missing;

  @GuardedBy("this")
  private long sinceNanos;

  MissingThreads(EventClock clock, int expected) {
    this.clock = clock;
    this.expected = expected;
  }

  /**
   * {@return whether threads are missing, and were in each call of the last 30 seconds}
   *
   * @param running how many threads there are now
   */
  synchronized boolean tooLong(int running) {
    long now = clock.nanoTime();
    if (running >= expected) {
      missing = false;
      return false;
    }
    if (!missing) {
      missing = true;
      sinceNanos = now;
    }
    return now - sinceNanos >= GRACE_NANOS;
  }
}
