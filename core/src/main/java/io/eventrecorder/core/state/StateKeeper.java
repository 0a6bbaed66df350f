package io.eventrecorder.core.state;

import io.eventrecorder.core.guard.GuardedLogger;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.StatefulCorrelator.Parts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes the changes of a correlator's memory at intervals, and lets another thread write them. So a
 * slow disk does not delay the pipeline. While a write is not finished, no changes are taken at
 * intervals. At most one write waits for another one: it also writes what is taken meanwhile.
 * Confined to the worker, except {@link #release}, {@link #hasKeptAll} and {@link #file}.
 */
public final class StateKeeper {
  private final StateWriter writer;
  private final EventClock clock;
  private final long intervalNanos;
  private final ThreadPoolExecutor thread;
  private final PendingChanges pending = new PendingChanges();
  private final Exception notWritten = new StateFileException("could not be written");

  /** The result where no thread can write. Made at the start, because the heap may be full then. */
  private final CompletableFuture<?> failed = CompletableFuture.failedFuture(notWritten);

  /** The write that has not begun; null if there is none. */
  private final AtomicReference<@Nullable CompletableFuture<?>> waiting = new AtomicReference<>();

  /** Taken, and not given to {@link #pending} yet. */
  private StateChanges changes = new StateChanges();

  /** Of the write that has what was taken last; failed if the file lacks that. */
  private volatile CompletableFuture<?> lastWrite = CompletableFuture.completedFuture(null);

  /** Whether nothing is taken any more. */
  private volatile boolean closing;

  private long nextNanos;

  /**
   * A keeper that has written nothing.
   *
   * @param pipeline the name of the pipeline
   * @param kept the open file, which {@link #release} closes
   * @param threads makes the thread that writes, when there is something to write
   * @param logger gets the outages of the file
   * @param written counts the writes
   * @param failures counts the writes that failed
   */
  public StateKeeper(
      String pipeline,
      KeptState kept,
      ThreadFactory threads,
      GuardedLogger logger,
      LongAdder written,
      LongAdder failures) {
    this.writer = new StateWriter(pipeline, kept, logger, written, failures);
    this.clock = kept.clock();
    this.intervalNanos = kept.settings().interval().toNanos();
    this.nextNanos = clock.nanoTime() + intervalNanos;
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
   * @param correlator hands over what has changed, and returns whether that is all of it; it does
   *     not throw
   * @param now the time
   */
  public void keep(Predicate<Parts> correlator, long now) {
    if (untilDue(now) <= 0) {
      nextNanos = now + intervalNanos;
      if (lastWrite.isDone()) {
        take(correlator);
      }
    }
  }

  /**
   * Takes the changes and lets them be written, also while a write is not finished.
   *
   * @param correlator as for {@link #keep}
   * @return completes when all that was taken so far is written, and fails if it cannot be written
   */
  public CompletableFuture<?> keepNow(Predicate<Parts> correlator) {
    take(correlator);
    return lastWrite;
  }

  /**
   * Takes the changes for the last time.
   *
   * @param correlator as for {@link #keep}
   */
  public void keepLast(Predicate<Parts> correlator) {
    take(correlator);
    closing = true;
  }

  private void take(Predicate<Parts> correlator) {
    boolean whole = correlator.test(changes);
    if (whole && changes.isEmpty() && !lastWrite.isCompletedExceptionally()) {
      return; // the file has all, or the write that has not ended
    }
    lastWrite = failed;
    try {
      StateChanges none = new StateChanges();
      // Read after the changes, so that no reading in them is later.
      pending.add(changes, whole, clock.nanoTime());
      changes = none;
      lastWrite = write();
    } catch (RejectedExecutionException e) {
      // released: another pipeline may have the file
    } catch (Throwable e) {
      // no thread, a full heap, or the application's clock; the next call tries again
    }
  }

  private CompletableFuture<?> write() {
    CompletableFuture<?> next = waiting.get();
    if (next == null) {
      next = new CompletableFuture<>();
      waiting.set(next);
      boolean queued = false;
      try {
        thread.execute(this::writePending);
        queued = true;
      } finally {
        if (!queued) {
          waiting.set(null);
        }
      }
    }
    return next;
  }

  /** Runs on the thread that writes. What is taken from now on is for the next write. */
  private void writePending() {
    CompletableFuture<?> done = waiting.getAndSet(null);
    if (done == null) {
      return; // queued although its thread could not be started
    }
    boolean isWritten = false;
    try {
      isWritten = writer.write(pending);
    } finally {
      boolean unused = isWritten ? done.complete(null) : done.completeExceptionally(notWritten);
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

  /** {@return whether the file has what {@link #keepLast} took} */
  public boolean hasKeptAll() {
    CompletableFuture<?> last = lastWrite;
    return closing && last.isDone() && !last.isCompletedExceptionally();
  }

  /** {@return the file as it was configured, for messages} */
  public String file() {
    return writer.path();
  }
}
