package io.eventrecorder.cli.report;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events of a test, written as a timeline. Times are minutes and seconds after 09:00 UTC. */
final class Timeline {
  static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private final List<Event> events = new ArrayList<>();
  private int named;

  /** Adds an event with a name of its own, which happened once. */
  Timeline at(String time, String object, String reason, String message) {
    return state(time, "event-" + ++named, 1, object, reason, message);
  }

  /** Adds a state of an event. */
  Timeline state(
      String time, String name, int count, String object, String reason, String message) {
    Instant at = time(time);
    events.add(
        Event.builder()
            .name(name)
            .namespace("shop")
            .regarding(reference(object))
            .type(reason.startsWith("Failed") ? "Warning" : "Normal")
            .reason(reason)
            .message(message)
            .count(count)
            .firstTimestamp(count == 1 ? at : null)
            .lastTimestamp(at)
            .build());
    return this;
  }

  /** Adds any event. */
  Timeline event(Event event) {
    events.add(event);
    return this;
  }

  static Instant time(String minutesAndSeconds) {
    String[] parts = minutesAndSeconds.split(":", -1);
    return START.plusSeconds(Long.parseLong(parts[0]) * 60 + Long.parseLong(parts[1]));
  }

  /** {@return {@code Kind/name} in the namespace shop, or a node, which has none} */
  static ObjectReference reference(String object) {
    String[] parts = object.split("/", 2);
    return ObjectReference.of(parts[0], parts[0].equals("Node") ? "" : "shop", parts[1]);
  }

  List<ReadState> states() {
    EventCollector collector =
        new EventCollector(Selection.ALL, "default", Integer.MAX_VALUE, START);
    events.forEach(collector::accept);
    return collector.states();
  }

  List<Event> events() {
    return List.copyOf(events);
  }
}
