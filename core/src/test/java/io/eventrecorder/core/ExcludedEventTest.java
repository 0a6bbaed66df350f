package io.eventrecorder.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventType;
import io.eventrecorder.InvalidEventException.Problem;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.BroadcasterStats;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats.EventLedger;
import io.eventrecorder.spi.EventCorrelator;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events that no pipeline takes are not made, and are counted like all others. */
@Timeout(60)
class ExcludedEventTest extends BroadcasterFixture {
  private EventLedger events(String pipeline) {
    return broadcaster.stats().pipeline(pipeline).events();
  }

  @Test
  void without_a_pipeline_valid_and_invalid_events_are_counted() {
    recorder.normal(POD, "R", "m");
    recorder.normal(new Order("1"), "R", "m");
    recorder.event(POD, "Error", "R", "m");
    recorder.event(POD, EventType.NORMAL, "", "m");
    recorder.normal(new Object(), "R", "m");
    recorder.normal(POD, "R", nothing());
    recorder.normal(POD, "R", "%d", "not a number");
    BroadcasterStats stats = broadcaster.stats();
    assertThat(stats.recorded()).as("two valid ones, two without a good message").isEqualTo(4);
    assertThat(stats.invalid())
        .isEqualTo(
            Map.of(
                Problem.TYPE, 1L, Problem.REASON, 1L, Problem.REFERENCE, 1L, Problem.MESSAGE, 2L));
  }

  @SuppressWarnings("NullAway") // null on purpose
  private static String nothing() {
    return null;
  }

  @Test
  void an_event_that_a_configured_filter_excludes_is_counted_by_its_pipeline() {
    start("warnings", this::keep, PipelineOptions.none());
    recorder.normal(POD, "R", "m");
    recorder.normal(new Order("1"), "R", "m");
    recorder.warning(POD, "R", "m");
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(events("warnings").offered()).isEqualTo(3);
    assertThat(events("warnings").filtered()).isEqualTo(2);
    assertThat(broadcaster.stats().recorded()).isEqualTo(3);
    assertThat(seen).extracting(Event::type).containsExactly(EventType.WARNING);
  }

  @Test
  void an_event_that_another_pipeline_takes_is_made_and_counted_by_both() {
    start("warnings", this::keep, PipelineOptions.none());
    start("all", this::keep, PipelineOptions.none());
    recorder.normal(POD, "R", "m");
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(events("warnings").filtered()).isEqualTo(1);
    assertThat(events("all").filtered()).isZero();
    assertThat(seen).hasSize(1);
  }

  @Test
  void a_filter_in_code_tests_the_whole_event() {
    start("code", this::keep, options(event -> event.message().contains("take")));
    recorder.normal(POD, "R", "take this");
    recorder.normal(POD, "R", "not this");
    assertThat(broadcaster.flush(LONG)).isTrue();
    assertThat(events("code").filtered()).isEqualTo(1);
    assertThat(seen).extracting(Event::message).containsExactly("take this");
  }

  private static PipelineOptions options(Predicate<Event> filter) {
    return PipelineOptions.builder().filter(filter).build();
  }

  @Test
  void an_observer_sees_an_event_that_all_pipelines_exclude() {
    start("warnings", this::keep, PipelineOptions.none());
    Runnable end = broadcaster.onRecorded(seen::add);
    recorder.normal(POD, "R", "m");
    end.run();
    recorder.normal(POD, "R", "m");
    assertThat(seen).hasSize(1);
    assertThat(events("warnings").filtered()).isEqualTo(2);
  }

  @Test
  void after_close_an_excluded_event_is_counted_as_too_late() {
    start("warnings", this::keep, PipelineOptions.none());
    broadcaster.close(LONG);
    recorder.normal(POD, "R", "m");
    assertThat(broadcaster.stats().afterClose()).isEqualTo(1);
    assertThat(broadcaster.stats().recorded()).isZero();
    assertThat(events("warnings").offered()).isZero();
  }

  @Test
  void a_filter_tests_the_namespace_that_the_event_would_have() {
    try (EventBroadcaster ops =
        EventBroadcaster.builder()
            .sinks()
            .properties(
                Map.of(
                    "eventrecorder.default-namespace", "ops",
                    "eventrecorder.pipeline.p.filter",
                        "namespace=ops,reportingController=shop,action=,regarding.kind=Node"))
            .build()) {
      EventPipeline unused =
          ops.startRecordingToSink(
              "p", new Sink(this::keep), EventCorrelator.none(), PipelineOptions.none());
      ObjectReference node = ObjectReference.of("Node", "", "n1");
      ops.newRecorder("shop", "h").normal(node, "R", "m");
      ops.newRecorder("other", "h").normal(node, "R", "m");
      ops.newRecorder("shop", "h").normal(POD, "R", "m");
      assertThat(ops.flush(LONG)).isTrue();
      assertThat(seen).extracting(Event::namespace).containsExactly("ops");
      assertThat(ops.stats().pipeline("p").events().filtered()).isEqualTo(2);
    }
  }
}
