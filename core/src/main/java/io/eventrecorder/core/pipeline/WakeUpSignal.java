package io.eventrecorder.core.pipeline;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Where one thread waits until there is something to do, and any other wakes it up. */
final class WakeUpSignal {
  /** The thread, from before it looks for something to do; null if nobody need wake it. */
  private volatile @Nullable Thread waiting;

  /** There may be something to do. */
  void wake() {
    Thread thread = waiting;
    if (thread != null) {
      waiting = null; // once is enough, however many wake it before it is awake
      LockSupport.unpark(thread);
    }
  }

  /**
   * Waits until it is woken, or the time is up. Whoever wakes it from now on does not come too
   * late.
   *
   * @param idle whether there is nothing to do
   * @param nanos how long to wait
   */
  void park(BooleanSupplier idle, long nanos) {
    waiting = Thread.currentThread();
    // Once more, last: to wait for a lock in between takes the permit that a waker gave.
    if (idle.getAsBoolean() && waiting != null) {
      LockSupport.parkNanos(this, nanos);
    }
    waiting = null;
    boolean unused = Thread.interrupted(); // what user code left behind would keep us from parking
  }
}
