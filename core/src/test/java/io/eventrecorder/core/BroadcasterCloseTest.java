package io.eventrecorder.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a broadcaster, a pipeline and the JVM. */
@Timeout(60)
class BroadcasterCloseTest extends BroadcasterFixture {
  @Test
  void closing_a_pipeline_stops_it_and_leaves_the_others_alone() {
    EventPipeline first = start("first", this::keep, PipelineOptions.none());
    start("second", event -> CompletableFuture.completedFuture(null), PipelineOptions.none());
    recorder.normal(POD, "R", "m");
    CloseReport report = first.close(LONG);
    assertThat(report.complete()).isTrue();
    assertThat(seen).hasSize(1);
    recorder.normal(POD, "R", "m");
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(seen).hasSize(1);
    assertThat(broadcaster.stats().pipelines()).containsOnlyKeys("second");
    assertThat(broadcaster.stats().pipeline("second").writes().delivered()).isEqualTo(2);
  }

  @Test
  void close_writes_what_is_there_and_counts_what_comes_after() {
    start("kept", this::keep, PipelineOptions.none());
    for (int i = 0; i < 500; i++) {
      recorder.normal(POD, "R", "m");
    }
    CloseReport report = broadcaster.close(LONG);
    assertThat(report.complete()).isTrue();
    assertThat(seen).hasSize(500);
    recorder.normal(POD, "R", "m");
    assertThat(broadcaster.stats().afterClose()).isEqualTo(1);
    assertThat(broadcaster.stats().recorded()).isEqualTo(500);
    assertThat(broadcaster.close(LONG)).isEqualTo(report);
  }

  @Test
  void close_reports_the_writes_that_a_silent_sink_did_not_answer() {
    start("silent", event -> new CompletableFuture<>(), PipelineOptions.none());
    for (int i = 0; i < 100; i++) {
      recorder.normal(POD, "R", "m");
    }
    CloseReport report = broadcaster.close(Duration.ofSeconds(1));
    assertThat(report.complete()).isFalse();
    assertThat(report.abandoned()).isEqualTo(100);
    assertThat(report.examples()).hasSize(20).first().asString().contains("Pod/default/web-0");
    assertBalanced(report.pipelines().get(0));
  }

  @Test
  void the_shutdown_hook_closes_and_prints_abandoned_writes_to_standard_error()
      throws InterruptedException {
    start("silent", event -> new CompletableFuture<>(), PipelineOptions.none());
    recorder.normal(POD, "R", "m");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Thread hook =
        new ShutdownHook(broadcaster, new PrintStream(err, true, UTF_8), Duration.ofSeconds(1));
    hook.start();
    hook.join();
    assertThat(err.toString(UTF_8))
        .contains("abandoned writes: 1", "Normal R Pod/default/web-0: m");
    recorder.normal(POD, "R", "m");
    assertThat(broadcaster.stats().afterClose()).isEqualTo(1);
  }

  @Test
  void close_removes_the_shutdown_hook_of_a_created_broadcaster() {
    AtomicInteger removed = new AtomicInteger();
    DefaultEventBroadcaster created =
        (DefaultEventBroadcaster) EventBroadcaster.builder().sinks().build();
    created.whenClosed(removed::incrementAndGet);
    created.close();
    assertThat(removed).hasValue(1);
  }

  @Test
  void close_names_abandoned_events_even_if_the_flush_of_the_sink_never_ends() {
    EventPipeline unused =
        broadcaster.startRecordingToSink(
            "silent", new NeverFlushed(), EventCorrelator.none(), PipelineOptions.none());
    for (int i = 0; i < 100; i++) {
      recorder.normal(POD, "R", "m");
    }
    CloseReport report = broadcaster.close(Duration.ofSeconds(2));
    assertThat(report.abandoned()).isEqualTo(100);
    assertThat(report.examples()).anySatisfy(e -> assertThat(e).contains("Pod/default/web-0"));
    assertBalanced(report.pipelines().get(0));
  }

  /** A sink that never answers. */
  private static final class NeverFlushed implements EventSink {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<@Nullable Void> flush() {
      return new CompletableFuture<>();
    }
  }

  @Test
  void close_takes_over_a_pipeline_whose_worker_is_stuck_in_user_code()
      throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    start(
        "stuck",
        event -> {
          inside.countDown();
          boolean waiting = true;
          while (waiting) {
            try {
              never.await();
              waiting = false;
            } catch (InterruptedException e) {
              // user code that ignores interrupts
            }
          }
          return CompletableFuture.completedFuture(null);
        },
        PipelineOptions.none());
    for (int i = 0; i < 100; i++) {
      recorder.normal(POD, "R", "m");
    }
    assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
    CloseReport report = broadcaster.close(Duration.ofSeconds(1));
    assertThat(report.complete()).isFalse();
    assertThat(report.abandoned()).isEqualTo(100);
    assertThat(report.examples())
        .first()
        .asString()
        .contains("the worker of pipeline stuck was still in");
    assertBalanced(report.pipelines().get(0));
    never.countDown();
    assertThat(broadcaster.stats().pipeline("stuck")).isEqualTo(report.pipelines().get(0));
  }

  @Test
  void options_of_a_pipeline_accept_the_longest_duration() {
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
    EventPipeline pipeline =
        start(
            "kept",
            this::keep,
            PipelineOptions.builder()
                .overflow(OverflowPolicy.BLOCK)
                .blockTimeout(longest)
                .attemptTimeout(longest)
                .maxRetryTime(longest)
                .build());
    recorder.normal(POD, "R", "m");
    assertThat(pipeline.close(Duration.ofSeconds(10)).complete()).isTrue();
    assertThat(seen).hasSize(1);
  }

  @Test
  void closing_a_pipeline_accepts_the_longest_duration() {
    EventPipeline pipeline = start("kept", this::keep, PipelineOptions.none());
    recorder.normal(POD, "R", "m");
    assertThat(pipeline.close(Duration.ofSeconds(Long.MAX_VALUE)).complete()).isTrue();
    assertThat(seen).hasSize(1);
  }
}
