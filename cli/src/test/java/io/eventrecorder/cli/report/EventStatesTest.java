package io.eventrecorder.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** States of one event are merged. */
class EventStatesTest {
  private final Timeline timeline = new Timeline();

  private EventStates merged() {
    return EventStates.of(timeline.states());
  }

  @Test
  void the_newest_texts_the_earliest_and_latest_time_and_the_greatest_count_win() {
    timeline
        .state("0:30", "a", 3, "Pod/web", "BackOff", "third")
        .state("0:00", "a", 1, "Pod/web", "BackOff", "first")
        .state("0:40", "a", 2, "Pod/web", "BackOff", "newest, from a writer that counts less");
    EventStates input = merged();
    DistinctEvent event = input.events().get(0);
    assertThat(input.events()).hasSize(1);
    assertThat(event.event().message()).startsWith("newest");
    assertThat(event.first()).isEqualTo(Timeline.time("0:00"));
    assertThat(event.last()).isEqualTo(Timeline.time("0:40"));
    assertThat(event.count()).isEqualTo(3);
    assertThat(IntStream.range(0, 3).map(input::added)).containsExactly(1, 2, 0);
    assertThat(input.jumps()).isEqualTo(1);
    assertThat(input.occurrences()).isEqualTo(3);
  }

  @Test
  void another_name_uid_or_namespace_is_another_event_and_so_is_each_without_a_name() {
    Event event =
        Event.builder().name("a").namespace("n").lastTimestamp(Timeline.START).uid("1").build();
    timeline
        .event(event)
        .event(event)
        .event(event.toBuilder().uid("2").build())
        .event(event.toBuilder().namespace("m").build())
        .event(event.toBuilder().name("").build())
        .event(event.toBuilder().name("").build());
    assertThat(merged().events()).hasSize(5);
    assertThat(merged().events()).extracting(DistinctEvent::name).contains("a", "");
  }

  @Test
  void events_are_sorted_by_their_first_occurrence_and_states_point_to_them() {
    Event late =
        Event.builder()
            .name("long")
            .count(9)
            .firstTimestamp(Timeline.START.minusSeconds(60))
            .lastTimestamp(Timeline.START.plusSeconds(60))
            .build();
    timeline.at("0:00", "Pod/web", "Started", "short").event(late);
    EventStates input = merged();
    assertThat(input.events()).extracting(DistinctEvent::name).containsExactly("long", "event-1");
    assertThat(input.eventOf(0)).isEqualTo(1);
    assertThat(input.eventOf(1)).isZero();
  }

  @Test
  void an_event_without_a_time_has_that_of_the_event_before_it() {
    Event undated = Event.builder().name("undated").message("m").build();
    timeline
        .event(undated)
        .at("1:00", "Pod/web", "Started", "one")
        .event(undated.toBuilder().name("other").build())
        .at("2:00", "Pod/web", "Started", "two");
    List<ReadState> states = timeline.states();
    assertThat(states).extracting(ReadState::dated).containsExactly(false, true, false, true);
    assertThat(states)
        .extracting(state -> Duration.between(Timeline.START, state.time()).toMinutes())
        .containsExactly(1L, 1L, 1L, 2L);
  }

  @Test
  void events_of_an_input_without_any_time_have_the_time_of_the_report() {
    timeline.event(Event.builder().name("a").build()).event(Event.builder().name("b").build());
    assertThat(timeline.states())
        .hasSize(2)
        .allMatch(state -> state.time().equals(Timeline.START) && !state.dated());
  }

  @Test
  void the_limit_keeps_the_newest_events_in_any_order_of_the_input() {
    EventCollector collector = new EventCollector(Selection.ALL, "default", 3, Instant.EPOCH);
    for (int minute : List.of(5, 1, 9, 3, 7, 2)) {
      timeline.at(minute + ":00", "Pod/web", "Started", "m");
    }
    timeline.events().forEach(collector::accept);
    assertThat(collector.states())
        .extracting(state -> Duration.between(Timeline.START, state.time()).toMinutes())
        .containsExactly(5L, 7L, 9L);
    assertThat(collector.leftOut()).isEqualTo(3);
  }

  @Test
  void a_long_message_is_cut_with_a_mark_and_never_inside_a_character() {
    EventCollector collector = new EventCollector(Selection.ALL, "default", 9, Instant.EPOCH);
    int length = EventCollector.LONGEST_MESSAGE;
    collector.accept(Event.builder().message("x".repeat(1_000_000)).build());
    collector.accept(Event.builder().message("x".repeat(length - 1) + "😀!").build());
    collector.accept(Event.builder().message("x".repeat(length)).build());
    assertThat(collector.states())
        .extracting(state -> state.event().message())
        .containsExactly(
            "x".repeat(length) + "… (996000 more characters)",
            "x".repeat(length - 1) + "… (3 more characters)",
            "x".repeat(length));
    assertThat(collector.cut()).isEqualTo(2);
  }
}
