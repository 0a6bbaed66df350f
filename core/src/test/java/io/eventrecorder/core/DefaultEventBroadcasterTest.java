package io.eventrecorder.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import io.eventrecorder.InvalidEventException.Problem;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.BroadcasterStats;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.SinkException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way of an event from the recorder to the sink. */
@Timeout(60)
class DefaultEventBroadcasterTest extends BroadcasterFixture {
  @Test
  void an_event_carries_what_the_recorder_knows() {
    start("kept", this::keep, PipelineOptions.none());
    recorder
        .warning("PaymentFailed")
        .regarding(new Order("4711"))
        .related(POD)
        .action("Charging")
        .key("k")
        .label("a", "b")
        .annotation("c", "d")
        .message("declined: %s", "card")
        .record();
    assertThat(broadcaster.flush(LONG)).isTrue();
    Event event = seen.get(0);
    assertThat(event.regarding()).isEqualTo(ObjectReference.of("Order", "eu", "4711"));
    assertThat(event.related()).isEqualTo(POD);
    assertThat(event.namespace()).isEqualTo("eu");
    assertThat(event.name()).startsWith("4711.");
    assertThat(event.message()).isEqualTo("declined: card");
    assertThat(event.labels()).containsExactly(Map.entry("team", "shop"), Map.entry("a", "b"));
    assertThat(event.annotations()).containsExactly(Map.entry("c", "d"));
    assertThat(event.source().component()).isEqualTo("shop");
    assertThat(event.reportingController()).isEqualTo("shop");
    assertThat(event.reportingInstance()).isEqualTo("host-1");
    assertThat(event.count()).isEqualTo(1);
    assertThat(event.firstTimestamp()).isNotNull().isEqualTo(event.lastTimestamp());
    assertThat(event.eventTime()).isNull();
  }

  @Test
  void the_host_of_a_recorder_is_this_host_unless_it_is_given() {
    broadcaster.startEventWatcher(seen::add);
    broadcaster.newRecorder("shop").normal(POD, "R", "m");
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(seen.get(0).source().host()).isEqualTo(HostName.get());
    assertThat(seen.get(0).reportingInstance()).isEqualTo(HostName.get());
    boolean linux = System.getProperty("os.name").equals("Linux");
    assertThat(!linux || !HostName.get().isEmpty()).isTrue();
  }

  @Test
  void an_object_without_namespace_goes_to_the_default_namespace() {
    start("kept", this::keep, PipelineOptions.none());
    recorder.normal(ObjectReference.of("Node", "", "n1"), "Ready", "m");
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(seen.get(0).namespace()).isEqualTo("ops");
  }

  @Test
  @SuppressWarnings("NullAway") // as callers without a null checker do
  void an_invalid_event_is_counted_and_nothing_is_thrown() {
    start("kept", this::keep, PipelineOptions.none());
    recorder.event(POD, "Error", "R", "m");
    recorder.normal(POD, null, "m");
    recorder.normal(null, "R", "m");
    recorder.normal(new Object(), "R", "m");
    recorder.normal(POD, "R", null);
    recorder.normal("R").regarding(POD).label(null, "x").label("y", null).message("m").record();
    recorder.normal(POD, "R", "%d", "not a number");
    recorder.normal(POD, "R", "100 % safe");
    assertThat(broadcaster.flush(LONG)).isTrue();
    BroadcasterStats stats = broadcaster.stats();
    assertThat(stats.invalid())
        .containsOnly(
            Map.entry(Problem.TYPE, 1L),
            Map.entry(Problem.REASON, 1L),
            Map.entry(Problem.REFERENCE, 2L),
            Map.entry(Problem.MESSAGE, 2L));
    assertThat(seen).extracting(Event::message).containsExactly("", "m", "%d", "100 % safe");
  }

  @Test
  void a_resolver_that_throws_is_counted() {
    EventBroadcaster other =
        EventBroadcaster.builder()
            .sinks()
            .resolver(
                Order.class,
                order -> {
                  throw new IllegalStateException("oops");
                })
            .build();
    other.newRecorder("c").normal(new Order("1"), "R", "m");
    assertThat(other.stats().invalid()).containsOnly(Map.entry(Problem.REFERENCE, 1L));
  }

  @Test
  void pipelines_are_bulkheads() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    start(
        "hangs",
        event -> {
          try {
            stuck.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return CompletableFuture.completedFuture(null);
        },
        PipelineOptions.none());
    start(
        "throws",
        event -> {
          throw new IllegalStateException("oops");
        },
        PipelineOptions.none());
    CountDownLatch all = new CountDownLatch(100);
    start(
        "healthy",
        event -> {
          all.countDown();
          return keep(event);
        },
        PipelineOptions.none());
    for (int i = 0; i < 100; i++) {
      recorder.normal(POD, "R", "m");
    }
    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
    stuck.countDown();
  }

  @Test
  void a_null_stage_is_retried_and_a_completed_one_never_runs_inline() {
    List<String> answers = Collections.synchronizedList(new ArrayList<>());
    start(
        "nulls",
        event -> {
          answers.add("asked");
          return answers.size() == 1 ? null : CompletableFuture.completedFuture(null);
        },
        PipelineOptions.none());
    recorder.normal(POD, "R", "m");
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(answers).hasSize(2);
    assertThat(broadcaster.stats().pipeline("nulls").writes().delivered()).isEqualTo(1);
  }

  @Test
  void a_watcher_may_record_and_does_not_deadlock_on_a_queue_that_blocks()
      throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    start(
        "small",
        this::keep,
        PipelineOptions.builder().queueCapacity(1).overflow(OverflowPolicy.BLOCK).build());
    broadcaster.startEventWatcher(
        event -> {
          if (event.reason().equals("First")) {
            for (int i = 0; i < 1000; i++) {
              recorder.normal(POD, "Echo", "m");
            }
            done.countDown();
          }
        });
    recorder.normal(POD, "First", "m");
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void block_waits_until_there_is_room_and_loses_nothing() {
    start(
        "slow",
        event -> CompletableFuture.supplyAsync(() -> event).thenCompose(this::keep),
        PipelineOptions.builder().queueCapacity(1).overflow(OverflowPolicy.BLOCK).build());
    for (int i = 0; i < 5000; i++) {
      recorder.normal(POD, "R", "m");
    }
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(seen).hasSize(5000);
  }

  @Test
  void logging_gets_one_line_an_event() {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    broadcaster.startLogging(lines::add);
    recorder.warning(POD, "BackOff", "two\nlines \"quoted\"");
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(lines)
        .containsExactly(
            "Event occurred object=\"default/web-0\" fieldPath=\"\" kind=\"Pod\" apiVersion=\"\""
                + " type=\"Warning\" reason=\"BackOff\" message=\"two\\nlines \\\"quoted\\\"\"");
  }

  @Test
  void names_of_pipelines_are_unique() {
    start("one", this::keep, PipelineOptions.none());
    assertThatThrownBy(() -> start("one", this::keep, PipelineOptions.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a pipeline named one is running already");
  }

  @Test
  void a_pipeline_starts_its_thread_with_the_first_event() {
    start("lazy", this::keep, PipelineOptions.none());
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("eventrecorder-lazy");
    assertThat(broadcaster.flush(LONG)).isTrue();
  }

  @Test
  void publish_completes_names_and_namespaces_and_keeps_the_rest() {
    start("kept", this::keep, PipelineOptions.none());
    Event nameless = Event.builder().regarding(POD).type("Odd").count(7).build();
    broadcaster.publish(nameless);
    broadcaster.publish(nameless.toBuilder().name("n").namespace("ns").build());
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(seen.get(0).name()).startsWith("web-0.");
    assertThat(seen.get(0).namespace()).isEqualTo("default");
    assertThat(seen.get(1).name()).isEqualTo("n");
    assertThat(seen.get(1).count()).isEqualTo(7);
  }

  @Test
  void record_counts_an_event_as_one_more_occurrence_and_publish_keeps_its_state() {
    start("kept", this::keep, PipelineOptions.none());
    Event own = Event.builder().regarding(POD).name("report").build();
    broadcaster.record(own);
    broadcaster.publish(own);
    broadcaster.record(own.toBuilder().fromElsewhere(true).build());
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(seen).extracting(Event::isFromElsewhere).containsExactly(false, true, false);
    assertThat(seen).extracting(Event::name).containsOnly("report");
    assertThat(seen).extracting(Event::namespace).containsOnly("default");
    assertThat(seen).extracting(Event::count).containsOnly(1);
    assertThat(seen).extracting(Event::lastTimestamp).doesNotContainNull();
  }

  @Test
  void a_sink_that_rejects_is_counted() {
    start(
        "rejects",
        event -> CompletableFuture.failedFuture(SinkException.rejected("no", null)),
        PipelineOptions.none());
    recorder.normal(POD, "R", "m");
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(broadcaster.stats().pipeline("rejects").writes().rejected()).isEqualTo(1);
  }

  @Test
  void counters_balance_in_every_snapshot_while_threads_record() throws InterruptedException {
    start(
        "busy",
        event -> CompletableFuture.supplyAsync(() -> event).thenCompose(this::keep),
        PipelineOptions.builder().queueCapacity(50).build());
    CountDownLatch done = new CountDownLatch(4);
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 5000; i++) {
                  recorder.normal(POD, "R", "m");
                }
                done.countDown();
              });
      thread.start();
    }
    while (done.getCount() > 0) {
      assertBalanced(broadcaster.stats().pipeline("busy"));
    }
    assertThat(broadcaster.flush(LONG)).isTrue();
    PipelineStats stats = broadcaster.stats().pipeline("busy");
    assertBalanced(stats);
    assertThat(stats.events().offered()).isEqualTo(20_000);
    assertThat(stats.writes().delivered())
        .isEqualTo(seen.size())
        .isEqualTo(stats.events().emitted());
  }

  @Test
  void new_correlator_returns_the_correlator_that_the_settings_name() {
    try (EventBroadcaster configured =
        EventBroadcaster.builder()
            .sinks()
            .properties(Map.of("eventrecorder.pipeline.dry.correlator", "missing"))
            .build()) {
      assertThat(configured.newCorrelator("other")).isSameAs(EventCorrelator.none());
      assertThatThrownBy(() -> configured.newCorrelator("dry"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no correlator missing is on the class path");
      assertThat(configured.stats().pipelines()).isEmpty();
    }
  }
}
