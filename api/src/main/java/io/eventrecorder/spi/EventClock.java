package io.eventrecorder.spi;

import java.time.Instant;

/**
 * The source of time. The wall clock gives events their times and names. The monotonic clock
 * measures intervals, so setting the wall clock does not stop or delay anything. Thread-safe.
 */
public interface EventClock {
  /** {@return the current time, as precise as the system has it} */
  Instant instant();

  /**
   * {@return nanoseconds since an arbitrary moment, as {@link System#nanoTime}: compare by
   * difference}
   */
  long nanoTime();

  /** {@return the clock of this machine} */
  static EventClock system() {
    return SystemClock.INSTANCE;
  }
}
