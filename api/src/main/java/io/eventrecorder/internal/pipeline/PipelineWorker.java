package io.eventrecorder.internal.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a pipeline: takes events from the queue and answers from the mailbox to the
 * machine, and the machine's requests to the sink. It decides nothing.
 */
final class PipelineWorker implements Runnable {
  /**
   * A long park drifts when the machine sleeps, and hides from a clock that is not the system's.
   */
  private static final long MAX_PARK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Completion(Attempt attempt, Answer answer) {}

  private final EventSink sink;
  private final EventQueue queue;
  private final PipelineMachine machine;
  private final Ledger ledger;
  private final Books books;
  private final EventClock clock;
  private final PipelineLog log;
  private final Logger logger;

  /** Unbounded, but holds at most an answer for each request. Completions never run inline. */
  private final ConcurrentLinkedQueue<Completion> mailbox = new ConcurrentLinkedQueue<>();

  private final ArrayDeque<Object> batch = new ArrayDeque<>();
  private final List<CompletableFuture<?>> settled = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Thread thread;
  private volatile boolean parked;
  private volatile @Nullable Closing closing;
  private boolean closeBegun;
  private boolean drained;

  /**
   * How long closing may take.
   *
   * @param writesEndNanos when the writes must be done
   * @param endNanos when the sink must be closed
   */
  record Closing(long writesEndNanos, long endNanos) {}

  PipelineWorker(
      EventSink sink,
      EventQueue queue,
      PipelineMachine machine,
      Ledger ledger,
      Books books,
      EventClock clock,
      PipelineLog log,
      Logger logger) {
    this.sink = sink;
    this.queue = queue;
    this.machine = machine;
    this.ledger = ledger;
    this.books = books;
    this.clock = clock;
    this.log = log;
    this.logger = logger;
  }

  /** There may be something to do. Called by any thread. */
  void wake() {
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  /** False if the worker had not ended by then; in nanoseconds of the system. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return ended.await(nanos, TimeUnit.NANOSECONDS);
  }

  void close(Closing when) {
    closing = when;
    LockSupport.unpark(thread);
  }

  /**
   * All that {@code done} waits for is settled: once that is published, the sink flushes. On the
   * worker only.
   */
  void settled(CompletableFuture<?> done) {
    settled.add(done);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      while (!books.areClosed() && !step()) {
        // a step is all there is to do
      }
    } catch (Throwable e) { // ours: user code is guarded
      logger.log(Level.ERROR, "event pipeline stopped by a fault of its own; please report it", e);
    } finally {
      end();
    }
  }

  /** One round; true when the pipeline is closed and done. */
  private boolean step() {
    long now = clock.nanoTime();
    boolean busy = takeAnswers(now);
    machine.expire(now).forEach(PipelineWorker::cancel);
    machine.tick(now);
    busy |= send();
    busy |= takeEvents();
    publish();
    busy |= flushSink();
    log.dropped(queue.counts().dropped(), now);
    Closing end = closing;
    if (end != null && closed(end)) {
      return true;
    }
    if (!busy) {
      park(end);
    }
    return false;
  }

  private boolean takeAnswers(long now) {
    boolean any = false;
    for (Completion next = mailbox.poll(); next != null; next = mailbox.poll()) {
      machine.answered(next.attempt(), next.answer(), now);
      any = true;
    }
    return any;
  }

  private boolean takeEvents() {
    if (batch.isEmpty()) {
      queue.take(batch);
    }
    boolean any = false;
    while (!batch.isEmpty() && machine.wantsMore()) {
      Object item = batch.remove();
      if (item instanceof Event event) {
        machine.accept(event, clock.nanoTime());
      } else if (item instanceof Runnable mark) {
        machine.flush(mark);
      }
      publish();
      any = true;
      boolean unused = send();
    }
    return any;
  }

  private boolean send() {
    boolean any = false;
    for (Attempt next = machine.poll(clock.nanoTime());
        next != null;
        next = machine.poll(clock.nanoTime())) {
      publish(); // before user code, which may never return
      start(next);
      any = true;
    }
    return any;
  }

  private void start(Attempt attempt) {
    try {
      CompletionStage<@Nullable Event> stage =
          attempt.create ? sink.create(attempt.event) : sink.patch(attempt.event, attempt.patch);
      if (stage == null) {
        post(
            attempt,
            Answer.failed(
                SinkException.retryable("the sink returned null instead of a stage", null)));
        return;
      }
      attempt.stage = stage;
      stage.whenComplete(
          (stored, error) ->
              post(attempt, error == null ? Answer.stored(stored) : Answer.failed(error)));
    } catch (Throwable e) {
      post(attempt, Answer.failed(e));
    }
  }

  private void post(Attempt attempt, Answer answer) {
    mailbox.add(new Completion(attempt, answer));
    wake();
  }

  private static void cancel(Attempt attempt) {
    try {
      if (attempt.stage instanceof Future<?> future) {
        future.cancel(true);
      }
    } catch (RuntimeException e) {
      // a stage that cannot be cancelled is left to itself; its answer is ignored anyway
    }
  }

  private boolean flushSink() {
    boolean any = !settled.isEmpty();
    for (CompletableFuture<?> done : settled) {
      flushSink(done);
    }
    settled.clear();
    return any;
  }

  private void flushSink(CompletableFuture<?> done) {
    try {
      sink.flush().whenComplete((nothing, error) -> done.complete(null));
    } catch (Throwable e) {
      log.bug("the sink's flush() threw", e, clock.nanoTime());
      done.complete(null);
    }
  }

  private void publish() {
    machine.measure(clock.nanoTime());
    books.publish(ledger);
  }

  /** True when all is written, or the time for it is up. */
  private boolean closed(Closing end) {
    if (!closeBegun) {
      closeBegun = true;
      machine.close(clock.nanoTime());
    }
    long now = clock.nanoTime();
    if (now - end.writesEndNanos() >= 0) {
      machine.abandon(now);
      return true;
    }
    if (!drained && batch.isEmpty() && queue.isEmpty()) {
      drained = true;
      machine.drain(now);
    }
    return drained && machine.isIdle();
  }

  private void park(@Nullable Closing end) {
    long now = clock.nanoTime();
    books.publish(machine.gauges(now), machine.oldestWaitingNanos(now));
    OptionalLong timer = machine.nextTimerNanos(now);
    if (end != null) {
      timer = OptionalLong.of(Math.min(timer.orElse(Long.MAX_VALUE), end.writesEndNanos()));
    }
    parked = true;
    if (mailbox.isEmpty()
        && (queue.isEmpty() || !batch.isEmpty())
        && Objects.equals(closing, end)) {
      if (timer.isPresent()) {
        LockSupport.parkNanos(this, Math.max(1, Math.min(timer.getAsLong() - now, MAX_PARK_NANOS)));
      } else {
        LockSupport.park(this);
      }
    }
    parked = false;
    boolean unused = Thread.interrupted(); // what user code left behind would keep us from parking
  }

  /** Flushes and closes the sink. Whoever took the pipeline over has done the counting. */
  private void end() {
    Closing end = closing;
    if (end != null && !books.areClosed()) {
      publish();
      books.lost(machine.examplesOfLost()); // now: the sink may use up the time
      CompletableFuture<?> flushed = new CompletableFuture<>();
      flushSink(flushed);
      try {
        Object unused = flushed.get(left(end), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException | InterruptedException e) {
        log.bug("the sink's flush() did not end in time", null, clock.nanoTime());
      }
    }
    try {
      sink.close(Duration.ofNanos(end == null || books.areClosed() ? 0 : left(end)));
    } catch (Throwable e) {
      ledger.bugs++;
      log.bug("the sink's close() threw", e, clock.nanoTime());
    }
    publish();
    books.publish(machine.gauges(clock.nanoTime()), 0);
    books.close();
    settled.forEach(done -> done.complete(null));
    ended.countDown();
  }

  private long left(Closing end) {
    return Math.max(0, end.endNanos() - clock.nanoTime());
  }
}
