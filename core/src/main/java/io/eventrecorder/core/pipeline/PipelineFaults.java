package io.eventrecorder.core.pipeline;

import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * PipelineFaults of a worker that nobody expects: how many in a row are too many, and how long it
 * waits after each. Confined to the worker. It needs no memory, since there may be none.
 */
final class PipelineFaults {
  /** So many in a row do not pass any more. Together they take some seconds. */
  static final int MOST = 15;

  /** None: what to do after one is done once while all is well. */
  final RuntimeException drill = new IllegalStateException("a drill");

  private static final long CALM_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long FIRST_PAUSE_NANOS = 1_000_000;

  private static final int MAX_DOUBLINGS = 10;

  /** Not the application's, which may be what is at fault. */
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
   * Counts a fault; false if it is one too many. A heap that is full is never too much: it is the
   * application's, and may have room again at any time.
   */
  boolean mayGoOn(Throwable fault) {
    long now = clock.nanoTime();
    if (now - lastNanos > CALM_NANOS) {
      inARow = 0;
      doublings = 0;
    }
    lastNanos = now;
    inARow += fault instanceof OutOfMemoryError || fault == drill ? 0 : 1;
    return inARow <= MOST;
  }

  /** Each time twice as long, from a millisecond to a second. */
  void pause(Throwable fault) {
    boolean isDrill = fault == drill;
    boolean unused = !isDrill && Thread.interrupted(); // or it would be no pause
    LockSupport.parkNanos(this, isDrill ? 0 : firstPauseNanos << doublings);
    doublings = isDrill ? 0 : Math.min(doublings + 1, MAX_DOUBLINGS);
  }
}
