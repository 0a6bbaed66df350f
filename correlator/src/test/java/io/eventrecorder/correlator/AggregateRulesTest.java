package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.Timeline.assertCreates;
import static io.eventrecorder.correlator.Timeline.assertPatches;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.correlator.CorrelatorOptions.AggregationKey;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule 1: aggregate. */
class AggregateRulesTest {
  private static final String PREFIX = "(combined from similar events): ";

  private final Timeline timeline = new Timeline(Timeline.budget(1000, 1).maxEvents(3).build());

  @Test
  void with_fewer_than_max_events_messages_an_event_passes_unchanged() {
    Event first = timeline.event("web-0", "first");
    assertThat(timeline.happens(first).event()).isSameAs(first);
    assertCreates(timeline.happens("web-0", "second"), 1);
  }

  @Test
  void at_max_events_messages_an_aggregate_takes_the_events_place() {
    fillGroup();
    timeline.passes(Duration.ofSeconds(7));
    Event third = timeline.event("web-0", "third");
    Event aggregate = timeline.happens(third).event();
    assertThat(aggregate)
        .isEqualTo(
            third.toBuilder()
                .name(aggregate.name())
                .key("combined")
                .message(PREFIX + "third")
                .firstTimestamp(timeline.clock.instant())
                .lastTimestamp(timeline.clock.instant())
                .count(1)
                .build());
    long nanos = ManualClock.START.plusSeconds(7).getEpochSecond() * 1_000_000_000L;
    String hex = aggregate.name().substring("web-0.".length());
    assertThat(aggregate.name()).startsWith("web-0.").isNotEqualTo(third.name());
    assertThat(Long.parseLong(hex, 16)).isBetween(nanos, nanos + 10);
  }

  @Test
  void the_next_event_of_a_full_group_patches_the_aggregate() {
    fillGroup();
    String name = timeline.happens("web-0", "third").event().name();
    timeline.passes(Duration.ofSeconds(3));
    Correlation fourth = timeline.happens("web-0", "fourth");
    assertPatches(fourth, 2);
    assertThat(fourth.event().name()).isEqualTo(name);
    assertThat(fourth.event().message()).isEqualTo(PREFIX + "fourth");
    assertThat(fourth.event().firstTimestamp()).isEqualTo(ManualClock.START);
    assertThat(fourth.event().lastTimestamp()).isEqualTo(ManualClock.START.plusSeconds(3));
  }

  @Test
  void a_message_that_the_group_knows_keeps_its_own_event() {
    fillGroup();
    timeline.happens("web-0", "third");
    assertPatches(timeline.happens("web-0", "first"), 2);
  }

  @Test
  void a_group_seen_exactly_the_interval_ago_is_still_full() {
    fillGroup();
    timeline.passes(Duration.ofMinutes(10));
    assertThat(timeline.happens("web-0", "third").event().message()).startsWith(PREFIX);
  }

  @Test
  void a_group_seen_longer_ago_than_the_interval_starts_empty() {
    fillGroup();
    timeline.passes(Duration.ofMinutes(10).plusNanos(1));
    assertThat(timeline.happens("web-0", "third").event().message()).isEqualTo("third");
    assertThat(timeline.happens("web-0", "fourth").event().message()).isEqualTo("fourth");
    assertThat(timeline.happens("web-0", "fifth").event().message()).startsWith(PREFIX);
  }

  @Test
  void every_event_of_a_group_renews_its_time() {
    fillGroup();
    for (int i = 0; i < 3; i++) {
      timeline.passes(Duration.ofMinutes(9));
      assertThat(timeline.happens("web-0", "new-" + i).event().message()).startsWith(PREFIX);
    }
  }

  @Test
  void an_aggregate_goes_on_counting_after_its_group_was_emptied() {
    fillGroup();
    timeline.happens("web-0", "third");
    timeline.passes(Duration.ofMinutes(11));
    timeline.happens("web-0", "a");
    timeline.happens("web-0", "b");
    assertPatches(timeline.happens("web-0", "c"), 2);
  }

  @Test
  void with_max_events_one_every_event_is_an_aggregate() {
    Timeline one = new Timeline(Timeline.budget(1000, 1).maxEvents(1).build());
    assertThat(one.happens("web-0", "first").event().message()).isEqualTo(PREFIX + "first");
    assertPatches(one.happens("web-0", "first"), 2);
  }

  @Test
  void the_interval_follows_the_monotonic_clock_not_the_wall() {
    fillGroup();
    timeline.clock.setWall(ManualClock.START.plus(Duration.ofDays(365)));
    assertThat(timeline.happens("web-0", "third").event().message()).startsWith(PREFIX);
  }

  @ParameterizedTest
  @MethodSource("otherGroups")
  void an_event_that_differs_in_a_field_of_the_group_key_is_of_another_group(
      UnaryOperator<Event> change) {
    fillGroup();
    Event third = change.apply(timeline.event("web-0", "third"));
    assertThat(timeline.happens(third).event().message()).isEqualTo("third");
  }

  static List<UnaryOperator<Event>> otherGroups() {
    return List.of(
        e -> e.toBuilder().source(new EventSource("other", "node-1")).build(),
        e -> e.toBuilder().source(new EventSource("kubelet", "other")).build(),
        e -> regarding(e, e.regarding().toBuilder().kind("Node")),
        e -> regarding(e, e.regarding().toBuilder().namespace("other")),
        e -> regarding(e, e.regarding().toBuilder().name("other")),
        e -> regarding(e, e.regarding().toBuilder().uid("other")),
        e -> regarding(e, e.regarding().toBuilder().apiVersion("v2")),
        e -> e.toBuilder().type("Normal").build(),
        e -> e.toBuilder().reason("Other").build(),
        e -> e.toBuilder().reportingController("other").build(),
        e -> e.toBuilder().reportingInstance("other").build());
  }

  @Test
  void one_event_reported_by_two_is_counted_once_but_is_in_two_groups() {
    timeline.happens("web-0", "first");
    Event other = timeline.event("web-0", "first").toBuilder().reportingInstance("b").build();
    assertPatches(timeline.happens(other), 2);
    assertThat(timeline.correlator.gauges()).containsEntry("groups", 2L);
    assertPatches(timeline.happens("web-0", "first"), 3);
    assertThat(timeline.correlator.gauges()).containsEntry("groups", 2L);
  }

  @Test
  void an_aggregation_key_function_chooses_group_and_local_key() {
    Timeline own =
        new Timeline(
            Timeline.budget(1000, 1)
                .maxEvents(3)
                .aggregationKeyFunction(e -> new AggregationKey("all", e.regarding().name()))
                .build());
    own.happens("a", "same");
    own.happens("b", "same");
    assertCreates(own.happens("b", "other"), 1);
    assertThat(own.happens("c", "same").event().message()).startsWith(PREFIX);
    assertPatches(own.happens("d", "same"), 2);
  }

  @Test
  void an_aggregation_key_function_that_throws_is_replaced_by_the_built_in_key() {
    Timeline broken =
        new Timeline(
            Timeline.budget(1000, 1)
                .maxEvents(2)
                .aggregationKeyFunction(
                    e -> {
                      throw new IllegalStateException("broken");
                    })
                .build());
    assertCreates(broken.happens("web-0", "first"), 1);
    assertCreates(broken.happens("web-1", "second"), 1);
    assertThat(broken.happens("web-0", "second").event().message()).startsWith(PREFIX);
    assertThat(broken.correlator.gauges()).containsEntry("function-failures", 3L);
  }

  @Test
  void a_message_function_writes_the_message_of_aggregates_and_may_fail() {
    CorrelatorOptions.Builder one = Timeline.budget(1000, 1).maxEvents(1);
    Timeline own = new Timeline(one.messageFunction(e -> "many like " + e.message()).build());
    assertThat(own.happens("web-0", "x").event().message()).isEqualTo("many like x");
    Timeline prefixed = new Timeline(one.messageFunction(null).messagePrefix("∑ ").build());
    assertThat(prefixed.happens("web-0", "x").event().message()).isEqualTo("∑ x");
    Timeline broken =
        new Timeline(one.messageFunction(e -> Map.<String, String>of().get(e.message())).build());
    assertThat(broken.happens("web-0", "x").event().message()).isEqualTo("∑ x");
    assertThat(broken.correlator.gauges()).containsEntry("function-failures", 1L);
  }

  private void fillGroup() {
    timeline.happens("web-0", "first");
    timeline.happens("web-0", "second");
  }

  private static Event regarding(Event event, ObjectReference.Builder regarding) {
    return event.toBuilder().regarding(regarding.build()).build();
  }
}
