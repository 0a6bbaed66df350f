package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an event one that the API server takes, and changes no more than it must. The rules are
 * those of the server's validation: strict in events.k8s.io/v1, and in core/v1 for events that have
 * an eventTime; lax for all others. The same event always fits in the same way. Thread-safe.
 */
final class EventSanitizer {
  static final int NOTE_BYTES = 1024;
  static final int FIELD_BYTES = 128;
  private static final String UNKNOWN = "unknown";
  private static final String DEFAULT = "default";
  private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

  /** What the server sets, and does not want to be told. */
  private static final Set<String> SERVERS =
      Set.of(
          "/metadata/creationTimestamp",
          "/metadata/deletionGracePeriodSeconds",
          "/metadata/deletionTimestamp",
          "/metadata/generation",
          "/metadata/managedFields",
          "/metadata/selfLink");

  private final EventApi api;
  private final int mostMessageBytes;
  private final boolean owned;
  private final EventClock clock;
  private final EventNames names;
  private final Runnable onAdjusted;

  EventSanitizer(
      EventApi api,
      int mostMessageBytes,
      boolean owned,
      EventClock clock,
      EventNames names,
      Runnable onAdjusted) {
    this.api = api;
    this.mostMessageBytes = mostMessageBytes;
    this.owned = owned;
    this.clock = clock;
    this.names = names;
    this.onAdjusted = onAdjusted;
  }

  /** {@return the event as it can be created} */
  Event forCreate(Event event) {
    Event fit = fit(event);
    return fit.toBuilder()
        .uid("")
        .resourceVersion("")
        .ownerReferences(owners(fit))
        .unknownFields(withoutServers(fit.unknownFields()))
        .build();
  }

  /** {@return the event with the name and the values that a patch may have} */
  Event forPatch(Event event) {
    return fit(event);
  }

  /** {@return where an event is written to: where its object is, if the server insists} */
  String namespace(Event event) {
    String ofObject = event.regarding().namespace();
    if (ofObject.isEmpty()) {
      return DEFAULT;
    }
    return event.namespace().isEmpty() || !isStrict(event) ? ofObject : event.namespace();
  }

  private boolean isStrict(Event event) {
    return api == EventApi.EVENTS_V1 || known(event.eventTime()) != null;
  }

  private Event fit(Event event) {
    Event converted = EventJson.convert(withKnownTimes(event), api);
    Event metadata =
        converted.toBuilder()
            .labels(MetadataRules.labels(converted.labels()))
            .annotations(MetadataRules.annotations(converted.annotations()))
            .ownerReferences(MetadataRules.owners(converted.ownerReferences()))
            .build();
    Event fit = isStrict(event) ? strict(metadata) : lax(metadata);
    if (!fit.equals(converted)) {
      onAdjusted.run();
    }
    return fit;
  }

  /** The year 1 is how the server writes, and reads, that a time is not set. */
  private static @Nullable Instant known(@Nullable Instant time) {
    return time == null || time.truncatedTo(ChronoUnit.MICROS).equals(GO_ZERO) ? null : time;
  }

  private static Event withKnownTimes(Event event) {
    EventSeries series = event.series();
    return event.toBuilder()
        .firstTimestamp(known(event.firstTimestamp()))
        .lastTimestamp(known(event.lastTimestamp()))
        .eventTime(known(event.eventTime()))
        .series(
            series == null
                ? null
                : new EventSeries(series.count(), known(series.lastObservedTime())))
        .build();
  }

  private Event lax(Event event) {
    return event.toBuilder()
        .namespace(namespace(event))
        .name(name(event, false))
        .message(TextLimits.cut(event.message(), mostMessageBytes))
        .build();
  }

  private Event strict(Event event) {
    String reason = orElse(event.reason(), "Unknown");
    String controller = orElse(event.reportingController(), event.source().component());
    Event.Builder fit =
        event.toBuilder()
            .namespace(namespace(event))
            .name(name(event, api == EventApi.EVENTS_V1))
            .message(TextLimits.cut(event.message(), NOTE_BYTES))
            .reason(TextLimits.cut(reason, FIELD_BYTES))
            .action(TextLimits.cut(orElse(event.action(), reason), FIELD_BYTES))
            .type(type(event.type()))
            .reportingController(EventObjectNames.qualified(orElse(controller, UNKNOWN)))
            .reportingInstance(
                TextLimits.shortened(orElse(event.reportingInstance(), UNKNOWN), FIELD_BYTES));
    return api == EventApi.CORE_V1 ? fit.build() : withoutDeprecated(fit, event);
  }

  /** An event that was read in events.k8s.io/v1 may have what can no longer be created. */
  private Event withoutDeprecated(Event.Builder fit, Event event) {
    Instant time = time(event);
    return fit.eventTime(time)
        .series(series(event, time))
        .source(EventSource.empty())
        .firstTimestamp(null)
        .lastTimestamp(null)
        .count(0)
        .build();
  }

  private Instant time(Event event) {
    for (Instant time :
        new Instant[] {event.eventTime(), event.firstTimestamp(), event.lastTimestamp()}) {
      if (time != null) {
        return time;
      }
    }
    return clock.instant();
  }

  private static @Nullable EventSeries series(Event event, Instant time) {
    EventSeries series = event.series();
    int count = series == null ? event.count() : series.count();
    if (count < 2) {
      return null;
    }
    Instant last = series == null ? event.lastTimestamp() : series.lastObservedTime();
    return new EventSeries(count, last == null ? time : last);
  }

  private String name(Event event, boolean subdomain) {
    if (event.name().isEmpty()) {
      return names.next(event.regarding().name());
    }
    return subdomain
        ? EventObjectNames.subdomain(event.name())
        : EventObjectNames.segment(event.name());
  }

  /** By what it means; what nobody knows is worth looking at. */
  private static String type(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "", "normal", "info", "information", "informational", "notice", "debug", "trace" ->
          EventType.NORMAL;
      default -> EventType.WARNING;
    };
  }

  private List<OwnerReference> owners(Event event) {
    ObjectReference object = event.regarding();
    OwnerReference owner =
        new OwnerReference(
            object.apiVersion(), object.kind(), object.name(), object.uid(), null, null);
    boolean inReach = object.namespace().isEmpty() || object.namespace().equals(event.namespace());
    if (!owned || !inReach || !MetadataRules.isOwner(owner)) {
      return event.ownerReferences();
    }
    List<OwnerReference> owners = new ArrayList<>(event.ownerReferences());
    if (owners.stream().noneMatch(other -> other.uid().equals(object.uid()))) {
      owners.add(owner);
    }
    return owners;
  }

  private static Map<String, String> withoutServers(Map<String, String> unknown) {
    if (unknown.isEmpty()) {
      return unknown;
    }
    Map<String, String> kept = new LinkedHashMap<>(unknown);
    kept.keySet().removeAll(SERVERS);
    return kept;
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : text;
  }
}
