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
  void withFewerThanMaxEventsMessagesAnEventPassesUnchanged() {
    Event first = timeline.event("web-0", "first");
    assertThat(timeline.happens(first).event()).isSameAs(first);
    assertCreates(timeline.happens("web-0", "second"), 1);
  }

  @Test
  void atMaxEventsMessagesAnAggregateTakesTheEventsPlace() {
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
  void theNextEventOfAFullGroupPatchesTheAggregate() {
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
  void aMessageThatTheGroupKnowsKeepsItsOwnEvent() {
    fillGroup();
    timeline.happens("web-0", "third");
    assertPatches(timeline.happens("web-0", "first"), 2);
  }

  @Test
  void aGroupSeenExactlyTheIntervalAgoIsStillFull() {
    fillGroup();
    timeline.passes(Duration.ofMinutes(10));
    assertThat(timeline.happens("web-0", "third").event().message()).startsWith(PREFIX);
  }

  @Test
  void aGroupSeenLongerAgoThanTheIntervalStartsEmpty() {
    fillGroup();
    timeline.passes(Duration.ofMinutes(10).plusNanos(1));
    assertThat(timeline.happens("web-0", "third").event().message()).isEqualTo("third");
    assertThat(timeline.happens("web-0", "fourth").event().message()).isEqualTo("fourth");
    assertThat(timeline.happens("web-0", "fifth").event().message()).startsWith(PREFIX);
  }

  @Test
  void everyEventOfAGroupRenewsItsTime() {
    fillGroup();
    for (int i = 0; i < 3; i++) {
      timeline.passes(Duration.ofMinutes(9));
      assertThat(timeline.happens("web-0", "new-" + i).event().message()).startsWith(PREFIX);
    }
  }

  @Test
  void anAggregateGoesOnCountingAfterItsGroupWasEmptied() {
    fillGroup();
    timeline.happens("web-0", "third");
    timeline.passes(Duration.ofMinutes(11));
    timeline.happens("web-0", "a");
    timeline.happens("web-0", "b");
    assertPatches(timeline.happens("web-0", "c"), 2);
  }

  @Test
  void withMaxEventsOneEveryEventIsAnAggregate() {
    Timeline one = new Timeline(Timeline.budget(1000, 1).maxEvents(1).build());
    assertThat(one.happens("web-0", "first").event().message()).isEqualTo(PREFIX + "first");
    assertPatches(one.happens("web-0", "first"), 2);
  }

  @Test
  void theIntervalFollowsTheMonotonicClockNotTheWall() {
    fillGroup();
    timeline.clock.setWall(ManualClock.START.plus(Duration.ofDays(365)));
    assertThat(timeline.happens("web-0", "third").event().message()).startsWith(PREFIX);
  }

  @ParameterizedTest
  @MethodSource("otherGroups")
  void anEventThatDiffersInAFieldOfTheGroupKeyIsOfAnotherGroup(UnaryOperator<Event> change) {
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
  void oneEventReportedByTwoIsCountedOnceButIsInTwoGroups() {
    timeline.happens("web-0", "first");
    Event other = timeline.event("web-0", "first").toBuilder().reportingInstance("b").build();
    assertPatches(timeline.happens(other), 2);
    assertThat(timeline.correlator.gauges()).containsEntry("groups", 2L);
    assertPatches(timeline.happens("web-0", "first"), 3);
    assertThat(timeline.correlator.gauges()).containsEntry("groups", 2L);
  }

  @Test
  void anAggregationKeyFunctionChoosesGroupAndLocalKey() {
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
  void anAggregationKeyFunctionThatThrowsIsReplacedByTheBuiltInKey() {
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
  void aMessageFunctionWritesTheMessageOfAggregatesAndMayFail() {
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
