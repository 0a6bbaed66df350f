package io.eventrecorder.json;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event that differ in events.k8s.io/v1. The rules are those of the API server's
 * validation and of client-go tools/events.
 *
 * @param converted whether the event has no eventTime of its own. Then it has no deprecated members
 */
record EventsV1Form(
    boolean converted,
    @Nullable Instant eventTime,
    @Nullable EventSeries series,
    String reportingController,
    String reportingInstance,
    String action) {
  private static final int FIRST_COUNT_OF_A_SERIES = 2;

  static EventsV1Form of(Event event) {
    return event.eventTime() == null ? converted(event) : unchanged(event);
  }

  private static EventsV1Form unchanged(Event event) {
    return new EventsV1Form(
        false,
        event.eventTime(),
        event.series(),
        event.reportingController(),
        event.reportingInstance(),
        event.action());
  }

  private static EventsV1Form converted(Event event) {
    Instant first = event.firstTimestamp();
    Instant last = event.lastTimestamp();
    Instant eventTime = first != null ? first : last;
    EventSeries series = event.series();
    if (series == null && event.count() >= FIRST_COUNT_OF_A_SERIES) {
      series = new EventSeries(event.count(), last != null ? last : eventTime);
    }
    String controller = controller(event);
    return new EventsV1Form(
        true,
        eventTime,
        series,
        controller,
        instance(event, controller),
        event.action().isEmpty() ? event.reason() : event.action());
  }

  /** {@return the event with these fields and, if it was converted, without deprecated members} */
  Event applyTo(Event event) {
    if (!converted) {
      return event;
    }
    return event.toBuilder()
        .eventTime(eventTime)
        .series(series)
        .reportingController(reportingController)
        .reportingInstance(reportingInstance)
        .action(action)
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
    boolean named =
        instance.startsWith(controller)
            && instance.length() > controller.length()
            && instance.charAt(controller.length()) == '-';
    return named ? instance : controller + '-' + instance;
  }
}
