package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.UserCode;
import io.eventrecorder.text.PrintableText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a pipeline: takes events from the queue and answers from the mailbox to the
 * machine, and the machine's requests to the sink. It decides nothing.
 *
 * <p>User code is guarded where it is called. What breaks a step off all the same, a full heap
 * above all, ends here: the worker goes on with what can be told of the state, and if nothing can,
 * the pipeline says that it has failed.
 */
final class PipelineWorker implements Runnable {
  /**
   * A long park drifts when the machine sleeps, and hides from a clock that is not the system's.
   */
  private static final long MAX_PARK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long GAUGES_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final SinkCalls sink;
  private final EventQueue queue;
  private PipelineMachine machine;
  private final PipelineCounters counters;
  private final StatsPublisher statistics;
  private final EventClock clock;
  private final PipelineLog log;
  private final ArrayDeque<Object> batch = new ArrayDeque<>(2 * EventQueue.BATCH); // never grows
  private final List<CompletableFuture<?>> settled = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final WakeUpSignal wakeUp = new WakeUpSignal();
  private volatile @Nullable Closing closing;
  private long gaugesNanos;
  private final PipelineFaults faults;
  private boolean rehearsed;
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
      PipelineCounters counters,
      StatsPublisher statistics,
      EventClock clock,
      PipelineLog log,
      PipelineFaults faults) {
    this.sink = new SinkCalls(sink, this::wake, this::bug);
    this.queue = queue;
    this.machine = machine;
    this.counters = counters;
    this.statistics = statistics;
    this.clock = clock;
    this.log = log;
    this.gaugesNanos = clock.nanoTime();
    this.faults = faults;
  }

  /** There may be something to do. Called by any thread. */
  void wake() {
    wakeUp.wake();
  }

  /** False if the worker had not ended by then; in nanoseconds of the system. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return ended.await(nanos, TimeUnit.NANOSECONDS);
  }

  void close(Closing when) {
    closing = when;
    wake();
  }

  /**
   * All that {@code done} waits for is settled: once that is published, the sink flushes. On the
   * worker only.
   */
  void settled(CompletableFuture<?> done) {
    settled.add(done);
  }

  /**
   * What comes after a fault comes within the loop, where it may fail in its turn: there may be no
   * memory for anything. So the first round is a drill, while there is: the JVM needs memory to run
   * code for the first time, even to look for who catches an exception.
   */
  @Override
  public void run() {
    try {
      Throwable fault = null;
      boolean done = false;
      boolean drilled = false;
      while (!done) {
        try {
          if (!drilled) {
            drilled = true;
            throw faults.drill;
          }
          done = statistics.areClosed() || (fault != null && !wentOn(fault));
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

  /** After a fault: goes on from what is left of the state, or gives up. */
  private boolean wentOn(Throwable fault) {
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
    long now = clock.nanoTime();
    int inHand = 0;
    for (Object item : batch) {
      inHand += item instanceof Event ? 1 : 0;
    }
    machine = machine.restarted(queue.takenSoFar() - inHand, now);
    publish(now); // should it be the last that is heard of it
    if (fault != faults.drill) {
      counters.bugs++;
      log.restarted(fault, now);
    }
  }

  /** What was published last is what the pipeline ends with. */
  private void fail(Throwable fault) {
    queue.fail();
    String why = "the pipeline has failed: " + PrintableText.line(UserCode.text(fault));
    statistics.fail(why);
    Event oldest = queue.peek();
    statistics.lost(oldest == null ? List.of(why) : List.of(why, oldest + ": still queued"));
    log.gaveUp(fault);
  }

  private void bug(String what, @Nullable Throwable cause) {
    counters.bugs++;
    log.bug(what, cause, clock.nanoTime());
  }

  /** One round; true when the pipeline is closed and done. */
  private boolean step() {
    long now = clock.nanoTime();
    boolean busy = takeAnswers(now);
    machine.expire(now).forEach(sink::cancel);
    machine.tick(now);
    busy |= send(now);
    busy |= takeEvents();
    publish(clock.nanoTime());
    busy |= flushSink();
    log.dropped(queue.counts().dropped(), now);
    Closing end = closing;
    if (end != null) {
      if (closed(end)) {
        return true;
      }
      busy |= send(clock.nanoTime()); // what closing has made ready
    }
    if (!busy && !rehearsed && end == null) {
      rehearsed = true; // when there is time: neither who starts nor the first event waits for it
      WarmUp.run(machine.settings());
    } else if (!busy) {
      park(end);
    } else if (now - gaugesNanos > GAUGES_INTERVAL_NANOS) {
      publishGauges(now);
    }
    return false;
  }

  private boolean takeAnswers(long now) {
    boolean any = false;
    for (Reply next = sink.nextAnswered(); next != null; next = sink.nextAnswered()) {
      machine.answered(next.attempt, Objects.requireNonNull(next.get()), now);
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
      long now = clock.nanoTime(); // once an event: where it is not cheap, it adds up
      if (batch.element() instanceof Runnable mark) {
        machine.flush(mark); // before it is taken out: whoever waits for it must not be forgotten
      }
      if (batch.remove() instanceof Event event) {
        machine.accept(event, now);
      }
      any = true;
      if (!send(now)) {
        publish(now);
      }
    }
    return any;
  }

  private boolean send(long now) {
    boolean any = false;
    for (Attempt next = machine.poll(now); next != null; next = machine.poll(now)) {
      publish(now); // before user code, which may never return
      sink.start(next);
      any = true;
    }
    return any;
  }

  private boolean flushSink() {
    boolean any = !settled.isEmpty();
    settled.forEach(sink::flush);
    settled.clear();
    return any;
  }

  private void publish(long now) {
    machine.measure(now);
    statistics.publish(counters);
  }

  /** What takes longer to find out: before the worker rests, and now and then while it does not. */
  private void publishGauges(long now) {
    gaugesNanos = now;
    statistics.publish(machine.gauges(now), now - machine.oldestWaitingNanos(now));
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
    publishGauges(now);
    queue.rest();
    wakeUp.park(() -> isIdle(end), parkNanos(machine.nextTimerNanos(now), end, now));
  }

  /** Until the next moment that matters. By differences: readings of a clock may overflow. */
  static long parkNanos(OptionalLong timer, @Nullable Closing end, long now) {
    if (timer.isEmpty() && end == null) {
      return Long.MAX_VALUE;
    }
    long untilTimer = timer.isPresent() ? timer.getAsLong() - now : Long.MAX_VALUE;
    long untilEnd = end == null ? Long.MAX_VALUE : end.writesEndNanos() - now;
    return Math.max(1, Math.min(Math.min(untilTimer, untilEnd), MAX_PARK_NANOS));
  }

  /** Whether nothing has come since it was last looked for. */
  private boolean isIdle(@Nullable Closing end) {
    return !sink.hasAnswer()
        && (queue.isEmpty() || !batch.isEmpty())
        && Objects.equals(closing, end);
  }

  /** Whatever happens here: the statistics are closed then, and nobody waits for this thread. */
  private void end() {
    try {
      endSink();
    } catch (Throwable e) {
      // of the user's clock, or on a full heap; what is published is the last word
    }
    try {
      statistics.close();
      release();
    } finally {
      ended.countDown();
    }
  }

  /** Flushes and closes the sink. Whoever took the pipeline over has done the counting. */
  private void endSink() {
    Closing end = closing;
    boolean counts = !statistics.areClosed() && !statistics.haveFailed();
    if (end != null && counts) {
      publish(clock.nanoTime());
      statistics.lost(machine.examplesOfLost()); // now: the sink may use up the time
      CompletableFuture<?> flushed = new CompletableFuture<>();
      sink.flush(flushed);
      try {
        Object unused = flushed.get(left(end) / 2, TimeUnit.NANOSECONDS); // close needs some, too
      } catch (TimeoutException | ExecutionException | InterruptedException e) {
        if (counters.abandoned == 0) { // or it had no time: that is told by what was abandoned
          log.bug("the sink's flush() did not end in time", null, clock.nanoTime());
        }
      }
    }
    // Not all of it: a sink that needs its time to the end is not one that hangs.
    long nanos = end == null || statistics.areClosed() ? 0 : left(end) * 3 / 4;
    sink.close(Duration.ofNanos(nanos));
    if (counts) {
      publish(clock.nanoTime());
      statistics.publish(machine.gauges(clock.nanoTime()), clock.nanoTime());
    }
  }

  /** Whoever waits for a flush: there is nothing left to wait for. */
  private void release() {
    batch.addAll(queue.takeMarks());
    for (Object item : batch) {
      if (item instanceof Runnable mark) {
        mark.run();
      }
    }
    machine.releaseFlushes();
    settled.forEach(done -> done.complete(null));
  }

  private long left(Closing end) {
    return Math.max(0, end.endNanos() - clock.nanoTime());
  }
}
