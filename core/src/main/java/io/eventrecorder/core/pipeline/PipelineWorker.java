package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.core.pipeline.machine.Attempt;
import io.eventrecorder.core.pipeline.machine.PipelineMachine;
import io.eventrecorder.core.pipeline.machine.WriteResult;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.UserCode;
import io.eventrecorder.text.PrintableText;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The work of a pipeline's thread. It takes events from the queue and results from the mailbox to
 * the machine, and the machine's requests to the sink. It decides nothing.
 *
 * <p>User code is guarded where it is called. Other faults, above all a full heap, interrupt a step
 * at any place. Then the worker continues with a machine that is restored from the lanes. If that
 * is not possible, the pipeline fails.
 */
final class PipelineWorker implements Runnable {
  /**
   * The worker looks for work at least once a second, because a long park drifts when the computer
   * sleeps, and a clock that is not the system's may run faster.
   */
  private static final long MAX_PARK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * After this time, a step calls the sink no more. So timers and deadlines wait for two calls at
   * most.
   */
  private static final long MAX_SEND_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long GAUGES_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final SinkCalls sink;
  private final EventQueue queue;
  private final Reporting reporting;
  private final EventClock clock;
  private final PipelineFaults faults;
  private final @Nullable Memory memory;
  private final SinkShutdown shutdown;
  private final SinkFlushes flushes = new SinkFlushes();
  private final ArrayDeque<Object> batch = new ArrayDeque<>(2 * EventQueue.BATCH); // never grows
  private final CountDownLatch ended = new CountDownLatch(1);
  private final WakeUpSignal signal = new WakeUpSignal();
  private volatile @Nullable CloseDeadline closing;
  private PipelineMachine machine;

  /** The last reading of the clock. It is read once for each event, because some are slow. */
  private long now;

  /** When this step began to call the sink. */
  private long sendNanos;

  private long gaugesNanos;
  private boolean warmedUp;
  private boolean closeBegun;
  private boolean drained;

  PipelineWorker(
      EventSink sink,
      EventQueue queue,
      PipelineMachine machine,
      Reporting reporting,
      EventClock clock,
      PipelineFaults faults,
      @Nullable Memory memory) {
    this.sink = new SinkCalls(sink, this::wake, this::bug);
    this.queue = queue;
    this.machine = machine;
    this.reporting = reporting;
    this.clock = clock;
    this.faults = faults;
    this.memory = memory;
    this.shutdown = new SinkShutdown(this.sink, clock, reporting, memory);
    this.now = clock.nanoTime();
    this.gaugesNanos = now;
  }

  /** There may be something to do. Called by any thread. */
  void wake() {
    signal.wake();
  }

  /**
   * Waits until the worker has ended; returns false if it has not by then. The time is the
   * system's, in nanoseconds.
   */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return ended.await(nanos, TimeUnit.NANOSECONDS);
  }

  void close(CloseDeadline deadline) {
    closing = deadline;
    wake();
  }

  /**
   * All writes that a caller of {@code flush} waits for are settled. Once that is published, the
   * sink is flushed. Meanwhile the memory is written; if it cannot be, {@code done} fails. Called
   * on the worker only.
   */
  void settled(CompletableFuture<?> done) {
    if (memory == null) {
      flushes.add(done);
    } else {
      CompletableFuture<?> flushed = new CompletableFuture<>();
      flushes.add(flushed);
      CompletableFuture<?> unused =
          CompletableFuture.allOf(flushed, memory.keepNow(machine, now))
              .whenComplete((both, failure) -> complete(done, failure));
    }
  }

  private static void complete(CompletableFuture<?> done, @Nullable Throwable failure) {
    boolean unused = failure == null ? done.complete(null) : done.completeExceptionally(failure);
  }

  /**
   * Faults are handled within the loop, because handling one may fail, too: there may be no memory
   * for anything. The first round handles a fault on purpose, while there is memory. The JVM needs
   * memory to run code for the first time, even to find the handler of an exception.
   */
  @Override
  public void run() {
    try {
      Throwable fault = null;
      boolean done = false;
      boolean rehearsed = false;
      while (!done) {
        try {
          if (!rehearsed) {
            rehearsed = true;
            throw faults.rehearsal;
          }
          done = reporting.statistics().isClosed() || (fault != null && !recovers(fault));
          fault = null;
          done = done || step();
        } catch (Throwable e) {
          fault = e;
        }
      }
    } finally {
      end();
    }
  }

  /** After a fault: continues with the remaining state, or fails. */
  private boolean recovers(Throwable fault) {
    boolean mayGoOn = faults.mayGoOn(fault);
    if (mayGoOn) {
      faults.pause(fault);
      restart(fault);
    } else {
      fail(fault);
    }
    return mayGoOn;
  }

  private void restart(Throwable fault) {
    now = clock.nanoTime();
    int inBatch = 0;
    for (Object item : batch) {
      inBatch += item instanceof Event ? 1 : 0;
    }
    machine = machine.restarted(queue.takenSoFar() - inBatch, now);
    publish(); // the next step may fail before it publishes
    if (fault != faults.rehearsal) {
      reporting.counters().countBug();
      reporting.log().restarted(fault, now);
    }
  }

  /** The counters that were published last stay. */
  private void fail(Throwable fault) {
    queue.fail();
    String why = "the pipeline has failed: " + PrintableText.line(UserCode.text(fault));
    reporting.statistics().fail(why);
    Event oldest = queue.peek();
    reporting
        .statistics()
        .lost(oldest == null ? List.of(why) : List.of(why, oldest + ": still queued"));
    reporting.log().gaveUp(fault);
  }

  private void bug(String what, @Nullable Throwable cause) {
    reporting.counters().countBug();
    reporting.log().bug(what, cause, clock.nanoTime());
  }

  /** One round; returns true when the pipeline is closed and done. */
  private boolean step() {
    now = clock.nanoTime();
    boolean busy = takeReplies();
    now = clock.nanoTime();
    sendNanos = now;
    machine.expire(now).forEach(sink::cancel);
    machine.tick(now);
    busy |= send();
    busy |= takeEvents();
    publish();
    keepMemory();
    busy |= flushes.start(sink);
    reporting.log().dropped(queue.counts().dropped(), now);
    CloseDeadline deadline = closing;
    if (deadline != null) {
      if (hasClosed(deadline)) {
        return true;
      }
      busy |= send(); // closing has made lanes ready
    }
    if (busy) {
      publishGaugesNowAndThen();
    } else if (!warmedUp && deadline == null) {
      warmedUp = true; // when there is time, so that neither the start nor the first event waits
      WarmUp.run(machine.settings());
    } else {
      park(deadline);
    }
    return false;
  }

  private boolean takeReplies() {
    boolean any = false;
    for (Reply next = sink.nextAnswered(); next != null; next = sink.nextAnswered()) {
      machine.answered(next.attempt(), Objects.requireNonNull(next.get()), now);
      any = true;
    }
    return any;
  }

  private boolean takeEvents() {
    if (batch.isEmpty()) {
      queue.take(batch);
    }
    boolean any = false;
    while (!batch.isEmpty() && machine.wantsMore() && isInTime()) {
      take(batch.element());
      any = true;
      if (!send()) {
        publish();
        now = clock.nanoTime();
      }
    }
    return any;
  }

  private void take(Object item) {
    if (item instanceof Event event) {
      Object unused = batch.remove();
      machine.accept(event, now);
    } else {
      // Before it leaves the batch, so that a fault does not lose it.
      machine.flush((Runnable) item);
      Object unused = batch.remove();
    }
  }

  private boolean send() {
    boolean any = false;
    for (Attempt next = machine.poll(now); next != null; next = nextInTime()) {
      publish(); // before user code, which may never return
      WriteResult answer = sink.start(next);
      now = clock.nanoTime();
      if (answer != null) {
        machine.answered(next, answer, now);
      }
      any = true;
    }
    return any;
  }

  private @Nullable Attempt nextInTime() {
    return isInTime() ? machine.poll(now) : null;
  }

  private boolean isInTime() {
    return now - sendNanos < MAX_SEND_NANOS;
  }

  private void keepMemory() {
    if (memory != null && memory.untilDue(now) <= 0) {
      memory.keep(machine, now);
    }
  }

  private void publish() {
    reporting.publish(machine, now);
  }

  private void publishGaugesNowAndThen() {
    if (now - gaugesNanos > GAUGES_INTERVAL_NANOS) {
      publishGauges();
    }
  }

  private void publishGauges() {
    gaugesNanos = now;
    reporting.publishGauges(machine, now);
  }

  /** Goes on closing; returns true when all is written or the time for writes is up. */
  private boolean hasClosed(CloseDeadline deadline) {
    now = clock.nanoTime();
    if (!closeBegun) {
      closeBegun = true;
      machine.close(now);
    }
    if (now - deadline.writesEndNanos() >= 0) {
      machine.abandon(now);
      return true;
    }
    if (!drained && batch.isEmpty() && queue.isEmpty()) {
      drained = true;
      machine.drain(now);
    }
    return drained && machine.isIdle();
  }

  private void park(@Nullable CloseDeadline deadline) {
    now = clock.nanoTime();
    publishGauges();
    queue.rest();
    signal.park(() -> isIdle(deadline), parkNanos(nextTimerNanos(), deadline, now));
  }

  private OptionalLong nextTimerNanos() {
    OptionalLong timer = machine.nextTimerNanos(now);
    if (memory == null) {
      return timer;
    }
    long untilTimer = timer.isPresent() ? timer.getAsLong() - now : Long.MAX_VALUE;
    return OptionalLong.of(now + Math.min(untilTimer, memory.untilDue(now)));
  }

  /** Nanoseconds until the next timer or deadline, computed by differences of clock readings. */
  static long parkNanos(OptionalLong timer, @Nullable CloseDeadline deadline, long now) {
    if (timer.isEmpty() && deadline == null) {
      return Long.MAX_VALUE;
    }
    long untilTimer = timer.isPresent() ? timer.getAsLong() - now : Long.MAX_VALUE;
    long untilEnd = deadline == null ? Long.MAX_VALUE : deadline.writesEndNanos() - now;
    return Math.max(1, Math.min(Math.min(untilTimer, untilEnd), MAX_PARK_NANOS));
  }

  /** Whether nothing has arrived since the last step. */
  private boolean isIdle(@Nullable CloseDeadline deadline) {
    return !sink.hasAnswer()
        && (queue.isEmpty() || !batch.isEmpty())
        && Objects.equals(closing, deadline);
  }

  /** Even if something fails here, it closes the statistics, and no thread waits for the worker. */
  private void end() {
    try {
      shutdown.run(machine, closing);
    } catch (Throwable e) {
      // from the application's clock, or on a full heap: the counters that were published stay
    }
    try {
      reporting.statistics().close();
      releaseFlushes();
    } finally {
      ended.countDown();
    }
  }

  /** Ends the waiting of the callers of a flush. */
  private void releaseFlushes() {
    batch.addAll(queue.takeMarks());
    for (Object item : batch) {
      if (item instanceof Runnable mark) {
        mark.run();
      }
    }
    machine.releaseFlushes();
    flushes.completeAll();
  }
}
