package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.Timeline.assertCreates;
import static io.eventrecorder.correlator.Timeline.assertPatches;
import static io.eventrecorder.correlator.Timeline.assertSuppressed;
import static io.eventrecorder.correlator.Timeline.patch;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 2: observe. */
class ObserveRulesTest {
  private final Timeline timeline = new Timeline(Timeline.budget(1000, 1).build());
  private static final Arrival FIVE = new Arrival("", 5);

  private final Timeline verbatim = new Timeline(Timeline.budget(1000, 1).verbatim(true).build());

  @Test
  void a_repeat_takes_name_version_and_first_timestamp_from_the_observation_and_counts_one_more() {
    Correlation first = timeline.happens("web-0", "same");
    timeline.stored(first, first.event().toBuilder().resourceVersion("41").build());
    timeline.passes(Duration.ofSeconds(7));
    Event repeat = timeline.event("web-0", "same");
    assertThat(timeline.happens(repeat).event())
        .isEqualTo(
            repeat.toBuilder()
                .name(first.event().name())
                .resourceVersion("41")
                .firstTimestamp(ManualClock.START)
                .count(2)
                .build());
  }

  @Test
  void the_patch_holds_count_last_timestamp_and_message() {
    timeline.happens("web-0", "same");
    timeline.passes(Duration.ofSeconds(7));
    assertThat(patch(timeline.happens("web-0", "same")))
        .isEqualTo("{\"count\":2,\"lastTimestamp\":\"2026-01-01T00:00:07Z\",\"message\":\"same\"}");
  }

  @Test
  void the_patch_leaves_out_empty_fields_and_writes_an_unknown_time_as_null() {
    UnaryOperator<Event> epoch =
        e -> e.toBuilder().message("").lastTimestamp(Instant.EPOCH).build();
    verbatim.happens(epoch.apply(verbatim.event("web-0", "")));
    assertThat(patch(verbatim.happens(epoch.apply(verbatim.event("web-0", "")))))
        .isEqualTo("{\"count\":2}");
    Event unknown = verbatim.event("web-0", "").toBuilder().lastTimestamp(null).build();
    assertThat(patch(verbatim.happens(unknown))).isEqualTo("{\"count\":3,\"lastTimestamp\":null}");
  }

  @Test
  void a_remembered_count_of_zero_is_no_observation() {
    Event zero = verbatim.event("web-0", "same").toBuilder().count(0).build();
    verbatim.happens(zero);
    Event next = verbatim.event("web-0", "same");
    Correlation second = verbatim.happens(next);
    assertCreates(second, 1);
    assertThat(second.event()).isSameAs(next);
    assertThat(second.patch()).isNull();
    assertPatches(verbatim.happens("web-0", "same"), 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, -3, Integer.MIN_VALUE})
  void a_count_that_the_event_brought_goes_on(int count) {
    verbatim.happens(verbatim.event("web-0", "same").toBuilder().count(count).build());
    assertPatches(verbatim.happens("web-0", "same"), count + 1);
  }

  @Test
  void counts_have_32_bits_and_wrap() {
    verbatim.happens(verbatim.event("web-0", "same").toBuilder().count(Integer.MAX_VALUE).build());
    assertPatches(verbatim.happens("web-0", "same"), Integer.MIN_VALUE);
    verbatim.happens(verbatim.event("web-1", "same").toBuilder().count(-1).build());
    assertThat(verbatim.happens("web-1", "same").event().count()).isZero();
    assertCreates(verbatim.happens("web-1", "same"), 1);
  }

  @Test
  void the_observation_is_stored_also_for_events_that_the_limit_suppresses() {
    Timeline limited = new Timeline(Timeline.budget(1, 1).build());
    limited.happens("web-0", "same");
    assertSuppressed(limited.happens("web-0", "same"));
    assertSuppressed(limited.happens("web-0", "same"));
    limited.passes(Duration.ofSeconds(1));
    assertPatches(limited.happens("web-0", "same"), 4);
  }

  @ParameterizedTest
  @MethodSource("otherEvents")
  void an_event_that_differs_in_a_field_of_the_event_key_is_another_event(
      UnaryOperator<Event> change) {
    timeline.happens("web-0", "same");
    assertCreates(timeline.happens(change.apply(timeline.event("web-0", "same"))), 1);
  }

  static List<UnaryOperator<Event>> otherEvents() {
    return List.of(
        e -> e.toBuilder().source(new EventSource("other", "node-1")).build(),
        e -> e.toBuilder().source(new EventSource("kubelet", "other")).build(),
        e -> regarding(e, e.regarding().toBuilder().kind("Node")),
        e -> regarding(e, e.regarding().toBuilder().namespace("other")),
        e -> regarding(e, e.regarding().toBuilder().name("other")),
        e -> regarding(e, e.regarding().toBuilder().fieldPath("other")),
        e -> regarding(e, e.regarding().toBuilder().uid("other")),
        e -> regarding(e, e.regarding().toBuilder().apiVersion("v2")),
        e -> e.toBuilder().type("Normal").build(),
        e -> e.toBuilder().reason("Other").build(),
        e -> e.toBuilder().message("other").build());
  }

  @ParameterizedTest
  @MethodSource("sameEvents")
  void an_event_that_differs_in_other_fields_is_the_same(UnaryOperator<Event> change) {
    timeline.happens("web-0", "same");
    assertPatches(timeline.happens(change.apply(timeline.event("web-0", "same"))), 2);
  }

  static List<UnaryOperator<Event>> sameEvents() {
    return List.of(
        e -> regarding(e, e.regarding().toBuilder().resourceVersion("77")),
        e -> e.toBuilder().action("Restarting").build(),
        e -> e.toBuilder().related(ObjectReference.of("Node", "", "node-1")).build(),
        e -> e.toBuilder().reportingController("other").build(),
        e -> e.toBuilder().count(9).build());
  }

  private static Event regarding(Event event, ObjectReference.Builder regarding) {
    return event.toBuilder().regarding(regarding.build()).build();
  }

  @Test
  void verbatim_counts_every_occurrence_of_an_arrival() {
    assertCreates(verbatim.correlator.correlate(verbatim.event("web-0", "same"), FIVE), 5);
    assertPatches(verbatim.correlator.correlate(verbatim.event("web-0", "same"), FIVE), 10);
    assertPatches(verbatim.happens("web-0", "same"), 11);
  }
}
