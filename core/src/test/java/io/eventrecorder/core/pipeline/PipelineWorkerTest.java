package io.eventrecorder.core.pipeline;

import static io.eventrecorder.testkit.HostileText.assertPrintable;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.broadcaster.PipelineStats.State;
import io.eventrecorder.core.pipeline.machine.CountingCorrelator;
import io.eventrecorder.core.pipeline.machine.Diagnostics;
import io.eventrecorder.core.pipeline.machine.Extensions;
import io.eventrecorder.core.pipeline.machine.MachineDriver;
import io.eventrecorder.core.pipeline.machine.PipelineMachine;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.testkit.HostileText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The end of a worker, which runs on the test's thread. */
class PipelineWorkerTest {
  private static final EventClock CLOCK = EventClock.system();

  /** Shorter than the wait of a worker that does not see its work. */
  private static final long SHORT_NANOS = Duration.ofMillis(500).toNanos();

  @Test
  void a_flush_of_the_sink_that_does_not_end_is_logged() {
    assertThat(logOfClosing(new NeverFlushed(CompletableFuture.completedFuture(null))))
        .containsExactly(
            "WARNING event pipeline test: 1 faults of user code; the last one: the sink's flush()"
                + " did not end in time");
  }

  @Test
  void a_flush_that_waits_for_abandoned_writes_is_not_logged() {
    assertThat(logOfClosing(new NeverFlushed(new CompletableFuture<>()))).isEmpty();
  }

  @Test
  void writes_that_closing_makes_ready_are_sent_at_once() {
    CountingCorrelator correlator = new CountingCorrelator();
    correlator.drain.add(CountingCorrelator.write(MachineDriver.event("drained")));
    MachineDriver driver = new MachineDriver(correlator);
    EventQueue queue = new EventQueue(1, OverflowPolicy.DROP_NEWEST, Long.MAX_VALUE);
    StatsPublisher statistics = new StatsPublisher("test", queue, CLOCK);
    PipelineWorker worker =
        new PipelineWorker(
            new NeverFlushed(CompletableFuture.completedFuture(null)),
            queue,
            driver.machine,
            reporting(driver, statistics),
            CLOCK,
            new PipelineFaults(),
            null);
    long now = CLOCK.nanoTime();
    worker.close(new CloseDeadline(now + SHORT_NANOS, now + SHORT_NANOS));
    worker.run();
    assertThat(statistics.stats(Map.of()).writes().delivered()).isEqualTo(1);
    assertThat(statistics.stats(Map.of()).writes().abandoned()).isZero();
  }

  @Test
  void a_flush_that_does_not_end_leaves_time_to_close() {
    NeverFlushed sink = new NeverFlushed(CompletableFuture.completedFuture(null));
    List<String> unused = logOfClosing(sink);
    assertThat(sink.timeToClose.get()).isBetween(Duration.ofMillis(1), Duration.ofMillis(250));
  }

  /** Each write takes 10 ms in the sink, and its answer is there when the call returns. */
  @Test
  void a_slow_sink_that_answers_at_once_does_not_delay_the_end_of_the_time_to_close() {
    SlowSink sink = new SlowSink();
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    EventQueue queue = new EventQueue(40, OverflowPolicy.DROP_NEWEST, Long.MAX_VALUE);
    StatsPublisher statistics = new StatsPublisher("test", queue, sink);
    PipelineWorker worker =
        new PipelineWorker(
            sink,
            queue,
            driver.machine,
            reporting(driver, statistics),
            sink,
            new PipelineFaults(),
            null);
    for (int i = 0; i < 40; i++) {
      assertThat(queue.offer(MachineDriver.event("web-0." + i), true)).isTrue();
    }
    long end = Duration.ofMillis(55).toNanos();
    worker.close(new CloseDeadline(end, end));

    worker.run();

    PipelineStats stats = statistics.stats(Map.of());
    assertThat(stats.writes().delivered()).isEqualTo(6);
    assertThat(stats.writes().abandoned()).isEqualTo(34);
    assertThat(stats.health().latency().max()).isEqualTo(SlowSink.TIME);
  }

  /** Readings are compared by their difference, because the later one may be the smaller number. */
  @Test
  void the_time_to_park_is_right_even_if_the_clock_overflows() {
    long now = Long.MAX_VALUE - 100;
    long late = now + 500; // negative
    CloseDeadline soon = new CloseDeadline(now + 50, now + 60);
    CloseDeadline later = new CloseDeadline(late, late);
    assertThat(PipelineWorker.parkNanos(OptionalLong.of(late), soon, now)).isEqualTo(50);
    assertThat(PipelineWorker.parkNanos(OptionalLong.of(now + 70), later, now)).isEqualTo(70);
    assertThat(PipelineWorker.parkNanos(OptionalLong.empty(), later, now)).isEqualTo(500);
    assertThat(PipelineWorker.parkNanos(OptionalLong.of(now - 1), null, now)).isEqualTo(1);
    assertThat(PipelineWorker.parkNanos(OptionalLong.empty(), null, now)).isEqualTo(Long.MAX_VALUE);
  }

  /** An internal fault at every event. */
  @Test
  void a_pipeline_that_fails_reports_it_counts_all_events_and_lets_no_thread_wait()
      throws InterruptedException {
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    EventQueue queue = new EventQueue(50, OverflowPolicy.BLOCK, Long.MAX_VALUE);
    StatsPublisher statistics = new StatsPublisher("test", queue, CLOCK);
    PipelineMachine machine =
        new PipelineMachine(
            MachineDriver.SETTINGS,
            new Extensions(
                EventCorrelator.none(),
                event -> {
                  throw new IllegalStateException("a fault of ours\n\u001b[2J");
                },
                object -> object),
            new SplittableRandom(),
            new Diagnostics(
                new PipelineLog("test", driver.logger, driver.counters), driver.counters));
    PipelineWorker worker =
        new PipelineWorker(
            new NeverFlushed(CompletableFuture.completedFuture(null)),
            queue,
            machine,
            reporting(driver, statistics),
            CLOCK,
            new PipelineFaults(1),
            null);
    for (int i = 0; i < 50; i++) {
      assertThat(queue.offer(MachineDriver.event("web-0." + i), true)).isTrue();
    }
    Thread recording =
        new Thread(() -> assertThat(queue.offer(MachineDriver.event("late"), true)).isTrue());
    recording.start();
    while (recording.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    CompletableFuture<?> flushed = new CompletableFuture<>();
    assertThat(queue.mark(() -> worker.settled(flushed))).isTrue();

    worker.run();

    recording.join();
    PipelineStats stats = statistics.stats(Map.of());
    assertThat(stats.health().state()).isEqualTo(State.FAILED);
    assertThat(stats.health().lastError()).contains("a fault of ours");
    assertPrintable(stats.health().lastError());
    assertThat(stats.events().balances() && stats.writes().balances()).as("%s", stats).isTrue();
    assertThat(stats.events().dropped()).as("the late event").isEqualTo(1);
    assertThat(stats.writes().failed()).isEqualTo(PipelineFaults.MOST);
    assertThat(stats.writes().abandoned()).as("all the others").isEqualTo(50 - PipelineFaults.MOST);
    assertThat(flushed).isDone();
    assertThat(statistics.examplesOfLost()).allSatisfy(HostileText::assertPrintable);
    assertThat(statistics.examplesOfLost()).anyMatch(line -> line.contains("has failed"));
    assertThat(driver.logger.lines).anyMatch(line -> line.startsWith("ERROR event pipeline test"));
  }

  private static Reporting reporting(MachineDriver driver, StatsPublisher statistics) {
    PipelineLog log = new PipelineLog("test", driver.logger, driver.counters);
    return new Reporting(driver.counters, statistics, log);
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
            reporting(driver, new StatsPublisher("test", queue, CLOCK)),
            CLOCK,
            new PipelineFaults(),
            null);
    assertThat(queue.offer(MachineDriver.event("web-0.1"), true)).isTrue();
    long end = CLOCK.nanoTime() + Duration.ofMillis(500).toNanos();
    worker.close(new CloseDeadline(end, end));
    worker.run();
    return driver.logger.lines;
  }

  /** A sink that gives the same answer to every write, and none to a flush. */
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

  /** A sink that answers at once, after some time, and the clock that shows this time. */
  private static final class SlowSink implements EventSink, EventClock {
    static final Duration TIME = Duration.ofMillis(10);

    private long now;

    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      now += TIME.toNanos();
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return create(event);
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      return now;
    }
  }
}
