package io.eventrecorder.core.state;

import io.eventrecorder.core.guard.GuardedLogger;
import io.eventrecorder.spi.StatefulCorrelator.Parts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Takes the changes of a correlator's memory at intervals, and lets another thread write them. So a
 * slow disk does not delay the pipeline. While a write is not finished, no changes are taken.
 * Confined to the worker, except {@link #release}.
 */
public final class StateKeeper {
  private final StateWriter writer;
  private final long intervalNanos;
  private final ThreadPoolExecutor thread;

  /** Taken, and not given to the writer yet. */
  private StateChanges changes = new StateChanges();

  private CompletableFuture<?> lastWrite = CompletableFuture.completedFuture(null);
  private long nextNanos;

  /**
   * A keeper that has written nothing.
   *
   * @param pipeline the name of the pipeline
   * @param kept the open file, which {@link #release} closes
   * @param threads makes the thread that writes, when there is something to write
   * @param logger gets the outages of the file
   * @param written counts the writes
   * @param failed counts the writes that failed
   */
  public StateKeeper(
      String pipeline,
      KeptState kept,
      ThreadFactory threads,
      GuardedLogger logger,
      LongAdder written,
      LongAdder failed) {
    this.writer = new StateWriter(pipeline, kept, logger, written, failed);
    this.intervalNanos = kept.settings().interval().toNanos();
    this.nextNanos = kept.clock().nanoTime() + intervalNanos;
    this.thread =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), threads);
    this.thread.allowCoreThreadTimeOut(true);
  }

  /**
   * {@return nanoseconds until {@link #keep} is due}
   *
   * @param now the time
   */
  public long untilDue(long now) {
    return nextNanos - now;
  }

  /**
   * If it is time, takes the changes and lets them be written.
   *
   * @param correlator hands over what has changed; it does not throw
   * @param now the time
   */
  public void keep(Consumer<Parts> correlator, long now) {
    if (untilDue(now) <= 0) {
      nextNanos = now + intervalNanos;
      if (lastWrite.isDone()) {
        take(correlator, now);
      }
    }
  }

  /**
   * Takes the changes and lets them be written, also while a write is not finished.
   *
   * @param correlator hands over what has changed; it does not throw
   * @param now the time
   * @return completes when all that was taken so far is written, or when it cannot be written
   */
  public CompletableFuture<?> keepNow(Consumer<Parts> correlator, long now) {
    take(correlator, now);
    return lastWrite;
  }

  private void take(Consumer<Parts> correlator, long now) {
    correlator.accept(changes);
    if (!changes.isEmpty() || writer.isBehind()) {
      StateChanges taken = changes;
      try {
        lastWrite = CompletableFuture.runAsync(() -> writer.write(taken, now), thread);
        changes = new StateChanges();
      } catch (RejectedExecutionException e) {
        // released: another pipeline may have the file
      } catch (OutOfMemoryError e) {
        // no thread, or a full heap; the next call tries again
      }
    }
  }

  /**
   * Closes the file when all that was taken is written. Has no effect after the first call. Called
   * by the worker, or by the thread that gives it up.
   *
   * @param nanos how long to wait for that, in nanoseconds; the file is closed in any case
   */
  public void release(long nanos) {
    try {
      thread.execute(writer::close);
      thread.shutdown();
      boolean unused = thread.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // released already
    } catch (OutOfMemoryError e) {
      thread.shutdown();
      writer.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
