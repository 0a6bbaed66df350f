package io.eventrecorder.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.broadcaster.PipelineStats.State;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that cannot start a thread when a pipeline needs one. */
@Timeout(60)
class NoThreadTest {
  private static final ObjectReference POD = ObjectReference.of("Pod", "default", "web-0");
  private static final Duration LONG = Duration.ofSeconds(30);

  /** How many starts of a thread fail. */
  private final AtomicInteger failingStarts = new AtomicInteger(1);

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final EventBroadcaster broadcaster = builder().sinks().build();
  private final EventRecorder recorder = broadcaster.newRecorder("app", "");

  private DefaultEventBroadcasterBuilder builder() {
    return new DefaultEventBroadcasterBuilder()
        .threads(
            worker ->
                new Thread(worker) {
                  @Override
                  public synchronized void start() {
                    if (failingStarts.getAndDecrement() > 0) {
                      throw new OutOfMemoryError("unable to create native thread");
                    }
                    super.start();
                  }
                })
        .logger(TestLogger.throwing());
  }

  private void start(OverflowPolicy overflow) {
    Consumer<Event> handler = event -> seen.add(event.reason());
    broadcaster.startRecordingToSink(
        "p",
        new HandlerSink(handler),
        EventCorrelator.none(),
        PipelineOptions.builder().queueCapacity(2).overflow(overflow).build());
  }

  private void record(String... reasons) {
    for (String reason : reasons) {
      assertThatCode(() -> recorder.normal(POD, reason, "m")).doesNotThrowAnyException();
    }
  }

  private PipelineStats stats() {
    return broadcaster.stats().pipeline("p");
  }

  @Test
  void the_next_event_tries_again_and_nothing_is_lost() {
    start(OverflowPolicy.DROP_NEWEST);
    record("First");
    assertThat(stats().health().state()).isEqualTo(State.DOWN);
    assertThat(stats().health().lastError()).contains("no thread can be started");
    assertThat(stats().events().queued()).isEqualTo(1);
    record("Second");
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(seen).containsExactly("First", "Second");
    assertThat(stats().health().state()).isEqualTo(State.UP);
    assertThat(stats().health().lastError()).isEmpty();
    assertThat(broadcaster.close(LONG).complete()).isTrue();
  }

  @Test
  void a_flush_tries_again() {
    start(OverflowPolicy.DROP_NEWEST);
    record("First");
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(seen).containsExactly("First");
    assertThat(broadcaster.close(LONG).complete()).isTrue();
  }

  @Test
  void close_tries_to_start_a_thread_until_its_timeout() {
    failingStarts.set(5);
    start(OverflowPolicy.DROP_NEWEST);
    record("First");
    assertThat(broadcaster.close(LONG).complete()).isTrue();
    assertThat(seen).containsExactly("First");
  }

  @Test
  void recording_does_not_wait_for_a_worker_that_cannot_start() {
    failingStarts.set(Integer.MAX_VALUE);
    start(OverflowPolicy.BLOCK);
    record("First", "Second", "Third");
    assertThat(stats().events().queued()).isEqualTo(2);
    assertThat(stats().events().dropped()).isEqualTo(1);
    CloseReport report = broadcaster.close(Duration.ofMillis(50));
    assertThat(report.complete()).isFalse();
    assertThat(report.abandoned()).isEqualTo(2);
    assertThat(report.examples()).anyMatch(line -> line.contains("no thread could be started"));
    assertThat(stats().events().balances() && stats().writes().balances()).isTrue();
  }

  @Test
  void close_ends_even_if_the_clock_of_the_application_stands_still() {
    failingStarts.set(Integer.MAX_VALUE);
    EventBroadcaster still = builder().clock(new StandingClock()).sinks().build();
    still.startRecordingToSink(
        "p", new HandlerSink(event -> {}), EventCorrelator.none(), PipelineOptions.none());
    still.newRecorder("app", "").normal(POD, "First", "m");
    assertThat(still.close(Duration.ofMillis(50)).abandoned()).isEqualTo(1);
  }

  @Test
  void flush_and_close_accept_the_longest_duration() {
    failingStarts.set(0);
    start(OverflowPolicy.BLOCK);
    record("First");
    assertThat(broadcaster.flush(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    assertThat(seen).containsExactly("First");
    assertThat(broadcaster.close(Duration.ofSeconds(Long.MAX_VALUE)).complete()).isTrue();
  }

  private static final class StandingClock implements EventClock {
    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      return 0;
    }
  }

  @Test
  void flush_and_close_accept_negative_durations() {
    failingStarts.set(0);
    start(OverflowPolicy.BLOCK);
    assertThat(broadcaster.flush(Duration.ofSeconds(Long.MIN_VALUE))).isTrue();
    assertThat(broadcaster.close(Duration.ofSeconds(Long.MIN_VALUE)).pipelines()).hasSize(1);
  }
}
