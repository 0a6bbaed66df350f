package io.eventrecorder.cli.report;

import io.eventrecorder.Event;
import java.util.List;

/**
 * The numbers of a report, as its page counts them.
 *
 * @param read events that were read
 * @param distinct events that differ in object, type, reason, message or component
 * @param occurrences how often they happened
 * @param objects objects that have events; owners without events do not count
 */
record ReportNumbers(long read, long distinct, long occurrences, long objects) {
  private record Row(
      ObjectId object, String type, String reason, String message, String component) {
    static Row of(DistinctEvent event) {
      Event shown = event.event();
      return new Row(
          event.object(), shown.type(), shown.reason(), shown.message(), componentOf(shown));
    }
  }

  /** {@return the numbers of the events that a report shows} */
  static ReportNumbers of(long read, EventStates input) {
    List<DistinctEvent> events = input.events();
    return new ReportNumbers(
        read,
        events.stream().map(Row::of).distinct().count(),
        input.occurrences(),
        events.stream().map(DistinctEvent::object).distinct().count());
  }

  /** {@return the component that reported an event} */
  static String componentOf(Event event) {
    String component = event.source().component();
    return component.isEmpty() ? event.reportingController() : component;
  }
}
