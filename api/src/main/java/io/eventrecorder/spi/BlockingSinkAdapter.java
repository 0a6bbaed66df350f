package io.eventrecorder.spi;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.Event;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a blocking sink on a fixed number of threads. The pipeline limits the writes in flight, and
 * so the queue for these threads. When the pipeline gives up a write, the write leaves the queue or
 * is interrupted.
 */
final class BlockingSinkAdapter implements EventSink {
  private static final long IDLE_SECONDS = 30;
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final EventClock CLOCK = EventClock.system();

  private final BlockingEventSink sink;
  private final int concurrency;
  private final ThreadPoolExecutor threads;

  /** The calls that are not finished, by their locks, because futures have no equality. */
  private final Map<Object, Call<?>> underWay = new ConcurrentHashMap<>();

  BlockingSinkAdapter(BlockingEventSink sink, int concurrency) {
    this(sink, concurrency, daemons("eventrecorder-sink-" + sink.getClass().getSimpleName()));
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new SinkThread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  BlockingSinkAdapter(BlockingEventSink sink, int concurrency, ThreadFactory factory) {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency " + concurrency + " must be at least 1");
    }
    this.sink = sink;
    this.concurrency = concurrency;
    this.threads =
        new ThreadPoolExecutor(
            concurrency,
            concurrency,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            factory);
    threads.allowCoreThreadTimeOut(true);
  }

  /** A thread on which a sink may record events. */
  private static final class SinkThread extends Thread implements DeliveryThread {
    SinkThread(Runnable task, String name) {
      super(task, name);
    }
  }

  @Override
  public CompletionStage<@Nullable Event> create(Event event) {
    return start(() -> sink.create(event));
  }

  @Override
  public CompletionStage<@Nullable Event> update(Event event) {
    return start(() -> sink.update(event));
  }

  @Override
  public CompletionStage<@Nullable Event> patch(Event newest, EventPatch patch) {
    return start(() -> sink.patch(newest, patch));
  }

  @Override
  public SinkDefaults defaults() {
    return sink.defaults().withMaxInFlight(concurrency);
  }

  @Override
  public String failureDomain(Event event) {
    return sink.failureDomain(event);
  }

  /** Runs after all calls that were accepted before. Until then it is not in the queue. */
  @Override
  public CompletionStage<@Nullable Void> flush() {
    CompletableFuture<?>[] before = underWay.values().toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(before)
        .exceptionally(failure -> null) // the writes report their own failures
        .thenCompose(done -> start(this::flushed));
  }

  @Override
  public void close(Duration anyTimeout) {
    Duration timeout = anyTimeout.compareTo(LONGEST) > 0 ? LONGEST : anyTimeout;
    long start = CLOCK.nanoTime();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    SinkException closed = SinkException.retryable("the sink was closed", null).asAmbiguous();
    underWay.values().forEach(call -> call.completeExceptionally(closed));
    Duration rest = timeout.minusNanos(CLOCK.nanoTime() - start);
    sink.close(rest.isNegative() ? Duration.ZERO : rest);
  }

  private @Nullable Void flushed() throws Exception {
    sink.flush();
    return null;
  }

  private <T extends @Nullable Object> CompletableFuture<T> start(Callable<T> body) {
    Call<T> call = new Call<>(body);
    underWay.put(call.lock, call);
    try {
      threads.execute(call);
    } catch (RejectedExecutionException e) {
      underWay.remove(call.lock);
      call.completeExceptionally(SinkException.retryable("the sink is closed", e));
    } catch (Throwable e) { // the process cannot start a thread, or has no memory for one
      boolean waits = threads.getPoolSize() > 0 && threads.getQueue().offer(call);
      if (!waits) {
        underWay.remove(call.lock);
        call.completeExceptionally(
            SinkException.retryable(
                "no thread can be started for the sink; raise the limit of threads, or use fewer",
                e));
      }
    }
    return call;
  }

  /**
   * A future that runs itself. Cancelling interrupts its thread while the thread runs this call.
   */
  private final class Call<T extends @Nullable Object> extends CompletableFuture<T>
      implements Runnable {
    private final Callable<T> body;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable Thread runner;

    Call(Callable<T> body) {
      this.body = body;
    }

    @Override
    public void run() {
      synchronized (lock) {
        if (isDone()) {
          underWay.remove(lock);
          return;
        }
        runner = Thread.currentThread();
      }
      Runnable answer = answer();
      synchronized (lock) {
        runner = null;
        Thread.interrupted(); // a late interrupt is for this call, not for the next one
      }
      underWay.remove(lock);
      answer.run(); // dependent stages are not interrupted
    }

    private Runnable answer() {
      try {
        T result = body.call();
        return () -> complete(result);
      } catch (InterruptedException e) { // closed; or cancelled, then the result is ignored
        SinkException failure = SinkException.retryable("the write was interrupted", e);
        return () -> completeExceptionally(failure.asAmbiguous());
      } catch (Throwable e) {
        return () -> completeExceptionally(e);
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      threads.remove(this);
      underWay.remove(lock);
      synchronized (lock) {
        if (runner != null) {
          runner.interrupt();
        }
      }
      return cancelled;
    }
  }
}
