package io.eventrecorder.core.pipeline;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One thread waits here until there is something to do; any other thread wakes it up. */
final class WakeUpSignal {
  /** The thread, set before it checks for work; null if it needs no wake-up. */
  private volatile @Nullable Thread waiting;

  /** There may be something to do. */
  void wake() {
    Thread thread = waiting;
    if (thread != null) {
      waiting = null; // one wake-up is enough, even if many threads call this
      LockSupport.unpark(thread);
    }
  }

  /**
   * Waits until {@link #wake} is called or the time is up. A call during this method is not missed.
   *
   * @param idle whether there is nothing to do
   * @param nanos how long to wait
   */
  void park(BooleanSupplier idle, long nanos) {
    waiting = Thread.currentThread();
    // Checked again as the last step: waiting for a lock may have used up the thread's permit.
    if (idle.getAsBoolean() && waiting != null) {
      LockSupport.parkNanos(this, nanos);
    }
    waiting = null;
    boolean unused = Thread.interrupted(); // an interrupt that user code left would end every park
  }
}
