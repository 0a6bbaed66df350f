package io.eventrecorder.sink.kubernetes;

import static io.eventrecorder.sink.kubernetes.SanitizerStep.replace;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps for each kind of event. Their rules are those of the API server's validation (package
 * {@code core/validation} of Kubernetes). Thread-safe.
 */
final class SanitizerSteps {
  private static final int NOTE_BYTES = 1024;
  private static final int FIELD_BYTES = 128;
  private static final String UNKNOWN = "unknown";

  private final EventApi api;
  private final EventClock clock;
  private final EventNames names;

  SanitizerSteps(EventApi api, EventClock clock, EventNames names) {
    this.api = api;
    this.clock = clock;
    this.names = names;
  }

  /** {@return the steps for a core/v1 event without an eventTime} */
  List<SanitizerStep> lax(int maxMessageBytes) {
    return Stream.of(metadata(), List.of(name(false), message(maxMessageBytes)))
        .flatMap(List::stream)
        .toList();
  }

  /** {@return the steps for an event of events.k8s.io/v1, or one of core/v1 with an eventTime} */
  List<SanitizerStep> strict() {
    List<SanitizerStep> more =
        api == EventApi.EVENTS_V1
            ? List.of(name(true), this::eventTimeAndSeries, SanitizerSteps::deprecated)
            : List.of(name(false));
    return Stream.of(metadata(), fields(), more).flatMap(List::stream).toList();
  }

  private List<SanitizerStep> metadata() {
    return List.of(
        replace(
            "namespace",
            Event::namespace,
            event -> EventNamespace.of(event, api),
            Event.Builder::namespace),
        replace(
            "labels",
            Event::labels,
            event -> MetadataRules.labels(event.labels()),
            Event.Builder::labels),
        replace(
            "annotations",
            Event::annotations,
            event -> MetadataRules.annotations(event.annotations()),
            Event.Builder::annotations),
        replace(
            "ownerReferences",
            Event::ownerReferences,
            event -> MetadataRules.owners(event.ownerReferences()),
            Event.Builder::ownerReferences));
  }

  private static List<SanitizerStep> fields() {
    return List.of(
        message(NOTE_BYTES),
        replace(
            "reason",
            Event::reason,
            event -> TextLimits.cut(reason(event), FIELD_BYTES),
            Event.Builder::reason),
        replace(
            "action",
            Event::action,
            event -> TextLimits.cut(orElse(event.action(), reason(event)), FIELD_BYTES),
            Event.Builder::action),
        replace("type", Event::type, event -> type(event.type()), Event.Builder::type),
        replace(
            "reportingController",
            Event::reportingController,
            SanitizerSteps::controller,
            Event.Builder::reportingController),
        replace(
            "reportingInstance",
            Event::reportingInstance,
            event -> TextLimits.shortened(orElse(event.reportingInstance(), UNKNOWN), FIELD_BYTES),
            Event.Builder::reportingInstance));
  }

  private SanitizerStep name(boolean subdomain) {
    return replace("name", Event::name, event -> name(event, subdomain), Event.Builder::name);
  }

  private String name(Event event, boolean subdomain) {
    if (event.name().isEmpty()) {
      return names.next(event.regarding().name());
    }
    return subdomain
        ? EventObjectNames.subdomain(event.name())
        : EventObjectNames.segment(event.name());
  }

  private static SanitizerStep message(int maxBytes) {
    return replace(
        "message",
        Event::message,
        event -> TextLimits.cut(event.message(), maxBytes),
        Event.Builder::message);
  }

  private static String reason(Event event) {
    return orElse(event.reason(), "Unknown");
  }

  private static String controller(Event event) {
    String controller = orElse(event.reportingController(), event.source().component());
    return EventObjectNames.qualified(orElse(controller, UNKNOWN));
  }

  /** The type by its meaning. A type that is not known is a warning, so that people see it. */
  private static String type(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "", "normal", "info", "information", "informational", "notice", "debug", "trace" ->
          EventType.NORMAL;
      default -> EventType.WARNING;
    };
  }

  /** One step for both, because both need the time of an event that has none. */
  private @Nullable String eventTimeAndSeries(Event event, Event.Builder result) {
    Instant eventTime = event.eventTime() == null ? clock.instant() : event.eventTime();
    EventSeries series = event.occurrences() < 2 ? null : series(event, eventTime);
    result.eventTime(eventTime).series(series);
    boolean same =
        eventTime.equals(event.eventTime())
            && (series == null ? event.series() == null : series.equals(event.series()));
    return same ? null : "eventTime and series";
  }

  private static EventSeries series(Event event, Instant eventTime) {
    Instant last = event.lastOccurrence();
    return new EventSeries(event.occurrences(), last == null ? eventTime : last);
  }

  /** The server shows these fields of an event, but does not accept them in a new one. */
  private static @Nullable String deprecated(Event event, Event.Builder result) {
    result.source(EventSource.empty()).firstTimestamp(null).lastTimestamp(null).count(0);
    boolean none =
        event.source().equals(EventSource.empty())
            && event.firstTimestamp() == null
            && event.lastTimestamp() == null
            && event.count() == 0;
    return none ? null : "deprecated fields";
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : text;
  }
}
