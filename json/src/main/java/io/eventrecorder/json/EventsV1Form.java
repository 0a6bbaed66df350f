package io.eventrecorder.json;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import java.time.Instant;

/**
 * Converts an event to events.k8s.io/v1. The rules are those of the API server's validation and of
 * client-go tools/events.
 */
final class EventsV1Form {
  private static final int FIRST_COUNT_OF_A_SERIES = 2;

  private EventsV1Form() {}

  /** {@return the event with eventTime and without deprecated members} */
  static Event of(Event event) {
    if (event.eventTime() != null) {
      return event;
    }
    Instant first = event.firstTimestamp();
    Instant last = event.lastTimestamp();
    Instant eventTime = first != null ? first : last;
    Event.Builder form = event.toBuilder();
    if (event.series() == null && event.count() >= FIRST_COUNT_OF_A_SERIES) {
      form.series(new EventSeries(event.count(), last != null ? last : eventTime));
    }
    String controller = controller(event);
    return form.eventTime(eventTime)
        .reportingController(controller)
        .reportingInstance(instance(event, controller))
        .action(event.action().isEmpty() ? event.reason() : event.action())
        .source(EventSource.empty())
        .firstTimestamp(null)
        .lastTimestamp(null)
        .count(0)
        .build();
  }

  private static String controller(Event event) {
    String controller = event.reportingController();
    return controller.isEmpty() ? event.source().component() : controller;
  }

  /** Keeps an instance that is not only the host, because the program chose it. */
  private static String instance(Event event, String controller) {
    String instance = event.reportingInstance();
    String host = event.source().host();
    if (instance.isEmpty()) {
      instance = host;
    } else if (!host.isEmpty() && !instance.equals(host)) {
      return instance;
    }
    if (controller.isEmpty()) {
      return instance.isEmpty() ? "unknown" : instance;
    }
    if (instance.isEmpty() || instance.equals(controller)) {
      return controller;
    }
    String prefix = controller + '-';
    return instance.startsWith(prefix) ? instance : prefix + instance;
  }
}
