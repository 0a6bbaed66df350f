package io.eventrecorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.spi.DraftedEvent;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The forms of recording, on a recorder that is one lambda. */
class EventRecorderTest {
  private static final ObjectReference POD = ObjectReference.of("Pod", "default", "web-0");
  private static final ObjectReference NODE = ObjectReference.of("Node", "", "n1");

  /** Stands still: all events happen in one tick. */
  private static final EventClock CLOCK =
      new EventClock() {
        @Override
        public Instant instant() {
          return Instant.parse("2026-01-01T00:00:00Z");
        }

        @Override
        public long nanoTime() {
          return 0;
        }
      };

  private final EventNames names = EventNames.of(CLOCK);
  private final List<Event> events = new ArrayList<>();
  private final EventRecorder recorder =
      (type, reason) -> new DraftedEvent(type, reason, draft -> events.add(event(draft)));

  private Event event(DraftedEvent draft) {
    return draft.toEvent(
        new EventSource("c", "h"), object -> Optional.empty(), "default", CLOCK, names);
  }

  @Test
  void short_forms_and_fluent_form_record_the_same() {
    recorder.warning(POD, "BackOff", "restarting %s", "app");
    recorder.event(POD, EventType.WARNING, "BackOff", "restarting %s", "app");
    recorder.warning("BackOff").regarding(POD).message("restarting %s", "app").record();
    recorder.regarding(POD).warning("BackOff", "restarting %s", "app");
    assertThat(events).hasSize(4);
    assertThat(events)
        .extracting(Event::toString)
        .extracting(text -> text.replaceAll("0\\.[0-9a-f]+", ""))
        .containsOnly("Warning BackOff Pod/default/web-0: restarting app (default/web-, count 1)");
  }

  @Test
  void short_forms_without_arguments_reach_a_wrapped_recorder() {
    EventRecorder labelled = (type, reason) -> recorder.event(type, reason).label("team", "shop");
    labelled.event(POD, EventType.WARNING, "BackOff", "100 %");
    labelled.warning(POD, "BackOff", "100 %");
    labelled.normal(POD, "Pulled", "100 %");
    labelled.normal("Pulled").regarding(POD).message("100 %").record();
    assertThat(events)
        .extracting(Event::message)
        .containsExactly("100 %", "100 %", "100 %", "100 %");
    assertThat(events)
        .extracting(Event::type)
        .containsExactly("Warning", "Warning", "Normal", "Normal");
    assertThat(events).extracting(event -> event.labels().get("team")).containsOnly("shop");
  }

  @Test
  void a_line_for_logs_shows_no_more_of_a_message_than_people_read() {
    recorder.warning(POD, "BackOff", "m".repeat(256));
    recorder.warning(POD, "BackOff", "m".repeat(257));
    assertThat(events.get(0).toString()).contains("m".repeat(256) + " (default/web-0");
    assertThat(events.get(1).toString()).contains("m".repeat(256) + "… (default/web-0");
    assertThat(events.get(1).message()).hasSize(257);
  }

  @Test
  void a_bound_recorder_adds_what_its_events_have_in_common() {
    BoundEventRecorder bound =
        recorder.regarding(POD).related(NODE).label("team", "shop").annotation("a", "b");
    bound.normal("Pulled", "image pulled");
    bound.normal("Pulled").label("team", "other").message("image pulled").record();
    assertThat(events).extracting(Event::related).containsOnly(NODE);
    assertThat(events)
        .extracting(event -> event.labels().get("team"))
        .containsExactly("shop", "other");
    assertThat(events).extracting(event -> event.annotations().get("a")).containsOnly("b");
  }

  @Test
  void a_message_without_arguments_is_not_a_format() {
    recorder.normal(POD, "Scaled", "100 % of %s");
    assertThat(events.get(0).message()).isEqualTo("100 % of %s");
  }

  @Test
  void noop_records_nothing_and_takes_everything() {
    EventRecorder.noop().warning(new Object(), "R", "%d", "x");
    EventRecorder.noop().warning("R").record();
    assertThat(events).isEmpty();
  }

  @Test
  void names_are_unique_and_increasing_within_one_tick() {
    for (int i = 0; i < 1000; i++) {
      recorder.normal(POD, "R", "m");
    }
    assertThat(events).extracting(Event::name).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void an_object_name_that_is_no_dns_name_makes_a_uuid() {
    recorder.normal(ObjectReference.of("Order", "eu", "No. 4711"), "R", "m");
    recorder.normal(ObjectReference.of("Order", "eu", "x".repeat(253)), "R", "m");
    assertThat(events).extracting(Event::name).allMatch(name -> name.matches("[0-9a-f-]{36}"));
  }
}
