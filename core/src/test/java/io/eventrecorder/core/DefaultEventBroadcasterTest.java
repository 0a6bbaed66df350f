package io.eventrecorder.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.InvalidEventException.Problem;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.BroadcasterStats;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broadcaster with real threads, from recorder to sink. */
@Timeout(60)
class DefaultEventBroadcasterTest {
  private static final ObjectReference POD = ObjectReference.of("Pod", "default", "web-0");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final EventBroadcaster broadcaster =
      EventBroadcaster.builder()
          .sinks()
          .properties(
              Map.of(
                  "eventrecorder.labels",
                  "team=shop",
                  "eventrecorder.default-namespace",
                  "ops",
                  "eventrecorder.pipeline.warnings.filter",
                  "type=Warning"))
          .resolver(Order.class, order -> ObjectReference.of("Order", "eu", order.id()))
          .build();
  private final EventRecorder recorder = broadcaster.newRecorder("shop", "host-1");
  private final List<Event> seen = Collections.synchronizedList(new ArrayList<>());

  record Order(String id) {}

  /** A sink of one function. */
  record Sink(Function<Event, @Nullable CompletionStage<@Nullable Event>> write)
      implements EventSink {
    @Override
    @SuppressWarnings("NullAway") // the test needs a sink that returns null
    public CompletionStage<@Nullable Event> create(Event event) {
      return write.apply(event);
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return create(event);
    }
  }

  @AfterEach
  void close() {
    broadcaster.close(Duration.ZERO);
  }

  private EventPipeline start(
      String name,
      Function<Event, @Nullable CompletionStage<@Nullable Event>> write,
      PipelineOptions options) {
    return broadcaster.startRecordingToSink(name, new Sink(write), EventCorrelator.none(), options);
  }

  private CompletionStage<@Nullable Event> keep(Event event) {
    seen.add(event);
    return CompletableFuture.completedFuture(null);
  }

  private static void assertBalanced(PipelineStats stats) {
    assertThat(stats.events().balances()).as("%s", stats).isTrue();
    assertThat(stats.writes().balances()).as("%s", stats).isTrue();
  }

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
    CloseReport report = broadcaster.close(Duration.ofSeconds(1));
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
  void an_observer_is_notified_of_recorded_events_only() {
    Runnable end = broadcaster.onRecorded(seen::add);
    recorder.normal(POD, "NoPipeline", "m");
    start("warnings", this::keep, PipelineOptions.none());
    recorder.normal(POD, "Filtered", "m");
    recorder.event(POD, "Error", "BadType", "m");
    broadcaster.publish(Event.builder().regarding(POD).reason("Published").build());
    assertThat(seen)
        .extracting(Event::reason)
        .containsExactly("NoPipeline", "Filtered", "Published");
    assertThat(broadcaster.stats().recorded()).isEqualTo(3);
    assertThat(seen.get(0).labels()).containsEntry("team", "shop"); // as sinks get the event

    end.run();
    end.run();
    recorder.normal(POD, "Ended", "m");
    assertThat(seen).hasSize(3);
    assertThat(broadcaster.stats().recorded()).isEqualTo(4);
  }

  @Test
  void an_observer_is_not_notified_of_events_after_close() {
    start("kept", event -> CompletableFuture.completedFuture(null), PipelineOptions.none());
    Runnable unused = broadcaster.onRecorded(seen::add);
    broadcaster.close(LONG);
    recorder.normal(POD, "Late", "m");
    assertThat(seen).isEmpty();
    assertThat(broadcaster.stats().afterClose()).isEqualTo(1);
  }

  @Test
  void an_observer_that_throws_is_counted_and_does_not_affect_others() {
    Runnable unused =
        broadcaster.onRecorded(
            event -> {
              throw new IllegalStateException("observer");
            });
    Runnable unusedToo = broadcaster.onRecorded(seen::add);
    recorder.normal(POD, "R", "m");
    broadcaster.publish(Event.builder().regarding(POD).build());
    assertThat(seen).hasSize(2);
    assertThat(broadcaster.stats().recorded()).isEqualTo(2);
    assertThat(broadcaster.stats().bugs()).isEqualTo(2);
  }

  @Test
  void removing_an_observer_removes_one_of_two_equal_ones() {
    Consumer<Event> observer = seen::add;
    Runnable end = broadcaster.onRecorded(observer);
    Runnable unused = broadcaster.onRecorded(observer);
    end.run();
    end.run();
    recorder.normal(POD, "R", "m");
    assertThat(seen).hasSize(1);
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
