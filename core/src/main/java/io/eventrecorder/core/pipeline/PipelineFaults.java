package io.eventrecorder.core.pipeline;

import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the unexpected faults of a worker. It decides how many in a row are too many, and how long
 * the worker waits after each. Confined to the worker. It allocates no memory, because the heap may
 * be full.
 */
final class PipelineFaults {
  /** The pipeline fails after this many faults in a row, which take some seconds. */
  static final int MOST = 15;

  /** Not a fault: the worker handles it once at its start, while all is well. */
  final RuntimeException rehearsal = new IllegalStateException("a rehearsal");

  private static final long CALM_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long FIRST_PAUSE_NANOS = 1_000_000;

  private static final int MAX_DOUBLINGS = 10;

  /** The clock of the system, because the clock of the application may be the cause. */
  private final EventClock clock = EventClock.system();

  private final long firstPauseNanos;
  private int inARow;
  private int doublings;
  private long lastNanos = clock.nanoTime();

  PipelineFaults() {
    this(FIRST_PAUSE_NANOS);
  }

  PipelineFaults(long firstPauseNanos) {
    this.firstPauseNanos = firstPauseNanos;
  }

  /**
   * Counts a fault; returns false if it is one too many. A full heap does not count: the
   * application fills it, and may free it at any time.
   */
  boolean mayGoOn(Throwable fault) {
    long now = clock.nanoTime();
    if (now - lastNanos > CALM_NANOS) {
      inARow = 0;
      doublings = 0;
    }
    lastNanos = now;
    inARow += fault instanceof OutOfMemoryError || fault == rehearsal ? 0 : 1;
    return inARow <= MOST;
  }

  /** Waits after a fault, each time twice as long, from a millisecond to a second. */
  void pause(Throwable fault) {
    boolean isRehearsal = fault == rehearsal;
    boolean unused = !isRehearsal && Thread.interrupted(); // an interrupt would end the pause
    LockSupport.parkNanos(this, isRehearsal ? 0 : firstPauseNanos << doublings);
    doublings = isRehearsal ? 0 : Math.min(doublings + 1, MAX_DOUBLINGS);
  }
}
