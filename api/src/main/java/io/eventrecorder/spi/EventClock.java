package io.eventrecorder.spi;

import java.time.Instant;

/**
 * The one place where time enters. Two readings, because they answer different questions: the wall
 * clock names and dates events, the monotonic one measures intervals, so that a stepped wall clock
 * hangs nothing. Thread-safe.
 */
public interface EventClock {
  /** {@return the time of day, as precise as the system has it} */
  Instant instant();

  /** {@return nanoseconds since an arbitrary moment; never goes back} */
  long nanoTime();

  /** {@return the clock of this machine} */
  static EventClock system() {
    return SystemClock.INSTANCE;
  }
}
