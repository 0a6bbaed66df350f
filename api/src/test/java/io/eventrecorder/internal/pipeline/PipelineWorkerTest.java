package io.eventrecorder.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.OverflowPolicy;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The worker's end, run by the test's own thread. */
class PipelineWorkerTest {
  private static final EventClock CLOCK = EventClock.system();

  @Test
  void a_flush_that_does_not_end_is_a_fault_of_the_sink() {
    assertThat(logOfClosing(new NeverFlushed(CompletableFuture.completedFuture(null))))
        .containsExactly(
            "WARNING event pipeline test: 1 faults of user code; the last one: the sink's flush()"
                + " did not end in time");
  }

  @Test
  void a_flush_that_waits_for_writes_which_are_abandoned_anyway_is_none() {
    assertThat(logOfClosing(new NeverFlushed(new CompletableFuture<>()))).isEmpty();
  }

  @Test
  void a_flush_that_does_not_end_leaves_time_to_close() {
    NeverFlushed sink = new NeverFlushed(CompletableFuture.completedFuture(null));
    List<String> unused = logOfClosing(sink);
    assertThat(sink.timeToClose.get()).isBetween(Duration.ofMillis(1), Duration.ofMillis(250));
  }

  /** What is logged when a pipeline with one event is closed. */
  private static List<String> logOfClosing(EventSink sink) {
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    EventQueue queue = new EventQueue(1, OverflowPolicy.DROP_NEWEST, Long.MAX_VALUE);
    PipelineWorker worker =
        new PipelineWorker(
            sink,
            queue,
            driver.machine,
            driver.ledger,
            new Books("test", queue, CLOCK),
            CLOCK,
            new PipelineLog("test", driver.logger, driver.ledger));
    assertThat(queue.offer(MachineDriver.event("web-0.1"), true)).isTrue();
    long end = CLOCK.nanoTime() + Duration.ofMillis(500).toNanos();
    worker.close(new PipelineWorker.Closing(end, end));
    worker.run();
    return driver.logger.lines;
  }

  /** A sink with the same answer to everything, but none to a flush. */
  private record NeverFlushed(
      CompletionStage<@Nullable Event> answer, AtomicReference<Duration> timeToClose)
      implements EventSink {
    NeverFlushed(CompletionStage<@Nullable Event> answer) {
      this(answer, new AtomicReference<>(Duration.ZERO));
    }

    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return answer;
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return answer;
    }

    @Override
    public CompletionStage<@Nullable Void> flush() {
      return new CompletableFuture<>();
    }

    @Override
    public void close(Duration timeout) {
      timeToClose.set(timeout);
    }
  }
}
