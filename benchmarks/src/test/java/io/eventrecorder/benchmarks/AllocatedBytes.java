package io.eventrecorder.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Finds what code allocates once the just-in-time compiler has compiled it. Compiled code allocates
 * the same in each round. How many rounds come before depends on the load of the machine, so they
 * go on until one of them is within the bound, and for half a minute at most.
 */
final class AllocatedBytes {
  static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private AllocatedBytes() {}

  /**
   * {@return the bytes of each event in the first round within the bound; else in the best round}
   *
   * @param bound the bytes that each event may take
   * @param events how many events one round has
   * @param round runs a round, and returns the bytes that it allocated
   */
  static long perEvent(long bound, long events, LongSupplier round) {
    long end = System.nanoTime() + LIMIT_NANOS;
    long best = Long.MAX_VALUE;
    while (best > bound && System.nanoTime() - end < 0) {
      best = Math.min(best, round.getAsLong() / events);
    }
    return best;
  }

  /** {@return the bytes that the calling thread allocates while it runs a task} */
  static long of(Runnable task) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    task.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
