package io.eventrecorder.json;

import static io.eventrecorder.json.MemberNames.*;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes many events as JSON, one after the other, as {@link EventJson#writeBytes} writes them. It
 * keeps its buffers between events, so it is faster. Not thread-safe.
 */
// Which members are always written, and the order of members, are those of client-go v0.36.
public final class EventJsonWriter {
  private static final byte[] CORE_HEAD = head(EventApi.CORE_V1);
  private static final byte[] EVENTS_HEAD = head(EventApi.EVENTS_V1);

  /** In bytes. Nearly all events are smaller. */
  private static final int SMALL = 64 * 1024;

  private final EventApi api;
  private final JsonBuffer json = new JsonBuffer();
  private final byte[] timestamp = new byte[Timestamps.LONGEST];

  private final RepeatedText namespace = new RepeatedText(NAMESPACE);
  private final RepeatedText kind = new RepeatedText(KIND);
  private final RepeatedText apiVersion = new RepeatedText(API_VERSION);
  private final RepeatedText reason = new RepeatedText(REASON);
  private final RepeatedText type = new RepeatedText(TYPE);
  private final RepeatedText action = new RepeatedText(ACTION);
  private final RepeatedText component = new RepeatedText(COMPONENT);
  private final RepeatedText host = new RepeatedText(HOST);
  private final RepeatedText reportingComponent = new RepeatedText(REPORTING_COMPONENT);
  private final RepeatedText reportingController = new RepeatedText(REPORTING_CONTROLLER);
  private final RepeatedText reportingInstance = new RepeatedText(REPORTING_INSTANCE);

  /** Members of the current event that the model does not know, by their parent. */
  private Map<String, Map<String, String>> unknown = Map.of();

  EventJsonWriter(EventApi api) {
    this.api = Objects.requireNonNull(api, "api");
  }

  /**
   * {@return the event on one line, in UTF-8}
   *
   * @param event the event
   * @throws EventJsonException if the event has no JSON form: a year after 9999, or unknown fields
   *     that are not JSON. The writer can be used for the next event
   */
  public byte[] write(Event event) {
    put(event);
    return json.toByteArray();
  }

  /** {@return what {@link #write} returns, as text} */
  String writeText(Event event) {
    put(event);
    return json.toString();
  }

  /** {@return whether it holds little memory, so that it may be kept} */
  boolean isSmall() {
    return json.capacity() <= SMALL;
  }

  private void put(Event event) {
    json.clear();
    unknown = UnknownFields.byParent(event.unknownFields());
    if (api == EventApi.CORE_V1) {
      core(event);
    } else {
      events(event, EventsV1Form.of(event));
    }
    unknown = Map.of(); // a writer that is kept must not keep the event
  }

  private void core(Event event) {
    head(CORE_HEAD, event);
    reference(INVOLVED_OBJECT, UnknownFields.REGARDING, event.regarding());
    text(reason, event.reason());
    text(MESSAGE, event.message());
    source(SOURCE, event.source());
    seconds(FIRST_TIMESTAMP, event.firstTimestamp());
    seconds(LAST_TIMESTAMP, event.lastTimestamp());
    number(COUNT, event.count());
    text(type, event.type());
    micros(EVENT_TIME, event.eventTime());
    EventSeries series = event.series();
    if (series != null) {
      json.start(SERIES, '{');
      number(COUNT, series.count());
      endSeries(series);
    }
    text(action, event.action());
    related(event);
    json.text(reportingComponent, event.reportingController());
    json.text(reportingInstance, event.reportingInstance());
    endObject(UnknownFields.EVENT, Members.CORE);
  }

  private void events(Event event, EventsV1Form form) {
    head(EVENTS_HEAD, event);
    micros(EVENT_TIME, form.eventTime());
    EventSeries series = form.series();
    if (series != null) {
      json.start(SERIES, '{');
      json.number(COUNT, series.count());
      endSeries(series);
    }
    text(reportingController, form.reportingController());
    text(reportingInstance, form.reportingInstance());
    text(action, form.action());
    text(reason, event.reason());
    reference(REGARDING, UnknownFields.REGARDING, event.regarding());
    related(event);
    text(NOTE, event.message());
    text(type, event.type());
    if (!form.converted()) {
      deprecated(event);
    }
    endObject(UnknownFields.EVENT, Members.EVENTS);
  }

  private void deprecated(Event event) {
    if (!event.source().isEmpty() || unknown.containsKey(UnknownFields.SOURCE)) {
      source(DEPRECATED_SOURCE, event.source());
    }
    if (event.firstTimestamp() != null) {
      seconds(DEPRECATED_FIRST_TIMESTAMP, event.firstTimestamp());
    }
    if (event.lastTimestamp() != null) {
      seconds(DEPRECATED_LAST_TIMESTAMP, event.lastTimestamp());
    }
    number(DEPRECATED_COUNT, event.count());
  }

  /** {@return the beginning of each event, up to the first member of its metadata} */
  private static byte[] head(EventApi api) {
    return ("{\"kind\":\"Event\",\"apiVersion\":\"" + api.apiVersion() + "\",\"metadata\":{")
        .getBytes(US_ASCII);
  }

  private void head(byte[] head, Event event) {
    json.raw(head);
    text(NAME, event.name());
    text(namespace, event.namespace());
    text(UID, event.uid());
    text(RESOURCE_VERSION, event.resourceVersion());
    texts(LABELS, event.labels());
    texts(ANNOTATIONS, event.annotations());
    ownerReferences(event.ownerReferences());
    endObject(UnknownFields.METADATA, Members.METADATA);
  }

  private void ownerReferences(List<OwnerReference> owners) {
    if (owners.isEmpty()) {
      return;
    }
    json.start(OWNER_REFERENCES, '[');
    int index = 0;
    for (OwnerReference owner : owners) {
      json.start('{');
      json.text(API_VERSION, owner.apiVersion());
      json.text(KIND, owner.kind());
      json.text(NAME, owner.name());
      json.text(UID, owner.uid());
      bool(CONTROLLER, owner.controller());
      bool(BLOCK_OWNER_DELETION, owner.blockOwnerDeletion());
      endObject(UnknownFields.OWNER_REFERENCES + '/' + index++, Members.OWNER_REFERENCE);
    }
    json.end(']');
  }

  private void related(Event event) {
    ObjectReference related = event.related();
    if (related != null) {
      reference(RELATED, UnknownFields.RELATED, related);
    }
  }

  private void reference(MemberName name, String pointer, ObjectReference reference) {
    json.start(name, '{');
    text(kind, reference.kind());
    text(namespace, reference.namespace());
    text(NAME, reference.name());
    text(UID, reference.uid());
    text(apiVersion, reference.apiVersion());
    text(RESOURCE_VERSION, reference.resourceVersion());
    text(FIELD_PATH, reference.fieldPath());
    endObject(pointer, Members.OBJECT_REFERENCE);
  }

  private void source(MemberName name, EventSource source) {
    json.start(name, '{');
    text(component, source.component());
    text(host, source.host());
    endObject(UnknownFields.SOURCE, Members.SOURCE);
  }

  private void endSeries(EventSeries series) {
    micros(LAST_OBSERVED_TIME, series.lastObservedTime());
    endObject(UnknownFields.SERIES, Members.SERIES);
  }

  /** Ends an object with the unknown members. A known name wins over an unknown member of it. */
  private void endObject(String pointer, Set<String> known) {
    Map<String, String> others = unknown.get(pointer);
    if (others != null) {
      others.forEach(
          (name, value) -> {
            if (!known.contains(name)) {
              json.raw(name, value);
            }
          });
    }
    json.end('}');
  }

  private void text(MemberName name, String value) {
    if (!value.isEmpty()) {
      json.text(name, value);
    }
  }

  private void text(RepeatedText member, String value) {
    if (!value.isEmpty()) {
      json.text(member, value);
    }
  }

  private void texts(MemberName name, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      json.start(name, '{');
      texts.forEach(json::text);
      json.end('}');
    }
  }

  private void number(MemberName name, int value) {
    if (value != 0) {
      json.number(name, value);
    }
  }

  private void bool(MemberName name, @Nullable Boolean value) {
    if (value != null) {
      json.raw(name, value.toString());
    }
  }

  private void seconds(MemberName name, @Nullable Instant time) {
    time(name, time, false);
  }

  private void micros(MemberName name, @Nullable Instant time) {
    time(name, time, true);
  }

  private void time(MemberName name, @Nullable Instant time, boolean micros) {
    if (time == null) {
      json.nothing(name);
      return;
    }
    try {
      json.ascii(name, timestamp, Timestamps.write(time, timestamp, micros));
    } catch (DateTimeException e) {
      String problem = "is " + time + "; JSON allows only the years 0 to 9999";
      throw new EventJsonException(0, 0, name.text, problem);
    }
  }
}
