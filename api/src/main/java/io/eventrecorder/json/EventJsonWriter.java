package io.eventrecorder.json;

import static io.eventrecorder.json.MemberNames.*;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;

/**
 * Events as JSON, one after the other. Which members are written always, and in which order, is as
 * client-go's types of v0.36 have it.
 */
final class EventJsonWriter implements AutoCloseable {
  private final EventApi api;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final byte[] timestamp = new byte[Timestamps.LONGEST];
  private final JsonGenerator json;

  /** Members of the event under way that the model does not know. */
  private Map<String, Map<String, String>> unknown = Map.of();

  EventJsonWriter(EventApi api) {
    this.api = api;
    this.json = JacksonFactories.STANDARD.createGenerator(ObjectWriteContext.empty(), bytes);
  }

  static byte[] bytes(Event event, EventApi api) {
    try (EventJsonWriter writer = new EventJsonWriter(api)) {
      return writer.bytes(event);
    }
  }

  /** After a failure it is of no more use. */
  byte[] bytes(Event event) {
    bytes.reset();
    unknown = UnknownFields.byParent(event.unknownFields());
    if (api == EventApi.CORE_V1) {
      core(event);
    } else {
      events(EventsV1Form.of(event), event.eventTime() != null);
    }
    json.flush();
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    json.close();
  }

  private void core(Event event) {
    head(event, EventApi.CORE_V1);
    json.writeName(INVOLVED_OBJECT);
    reference(UnknownFields.REGARDING, event.regarding());
    text(REASON, event.reason());
    text(MESSAGE, event.message());
    source(SOURCE, event.source());
    seconds(FIRST_TIMESTAMP, event.firstTimestamp());
    seconds(LAST_TIMESTAMP, event.lastTimestamp());
    number(COUNT, event.count());
    text(TYPE, event.type());
    micros(EVENT_TIME, event.eventTime());
    EventSeries series = event.series();
    if (series != null) {
      start(SERIES);
      number(COUNT, series.count());
      endSeries(series);
    }
    text(ACTION, event.action());
    related(event);
    always(REPORTING_COMPONENT, event.reportingController());
    always(REPORTING_INSTANCE, event.reportingInstance());
    endObject(UnknownFields.EVENT, Members.CORE);
  }

  private void events(Event event, boolean withDeprecated) {
    head(event, EventApi.EVENTS_V1);
    micros(EVENT_TIME, event.eventTime());
    EventSeries series = event.series();
    if (series != null) {
      start(SERIES);
      json.writeName(COUNT).writeNumber(series.count());
      endSeries(series);
    }
    text(REPORTING_CONTROLLER, event.reportingController());
    text(REPORTING_INSTANCE, event.reportingInstance());
    text(ACTION, event.action());
    text(REASON, event.reason());
    json.writeName(REGARDING);
    reference(UnknownFields.REGARDING, event.regarding());
    related(event);
    text(NOTE, event.message());
    text(TYPE, event.type());
    if (withDeprecated) {
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

  private void head(Event event, EventApi api) {
    json.writeStartObject();
    always(KIND, "Event");
    always(API_VERSION, api.apiVersion());
    start(METADATA);
    text(NAME, event.name());
    text(NAMESPACE, event.namespace());
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
    json.writeName(OWNER_REFERENCES).writeStartArray();
    int index = 0;
    for (OwnerReference owner : owners) {
      json.writeStartObject();
      always(API_VERSION, owner.apiVersion());
      always(KIND, owner.kind());
      always(NAME, owner.name());
      always(UID, owner.uid());
      bool(CONTROLLER, owner.controller());
      bool(BLOCK_OWNER_DELETION, owner.blockOwnerDeletion());
      endObject(UnknownFields.OWNER_REFERENCES + '/' + index++, Members.OWNER_REFERENCE);
    }
    json.writeEndArray();
  }

  private void related(Event event) {
    ObjectReference related = event.related();
    if (related != null) {
      json.writeName(RELATED);
      reference(UnknownFields.RELATED, related);
    }
  }

  private void reference(String pointer, ObjectReference reference) {
    json.writeStartObject();
    text(KIND, reference.kind());
    text(NAMESPACE, reference.namespace());
    text(NAME, reference.name());
    text(UID, reference.uid());
    text(API_VERSION, reference.apiVersion());
    text(RESOURCE_VERSION, reference.resourceVersion());
    text(FIELD_PATH, reference.fieldPath());
    endObject(pointer, Members.OBJECT_REFERENCE);
  }

  private void source(SerializedString name, EventSource source) {
    start(name);
    text(COMPONENT, source.component());
    text(HOST, source.host());
    endObject(UnknownFields.SOURCE, Members.SOURCE);
  }

  private void endSeries(EventSeries series) {
    micros(LAST_OBSERVED_TIME, series.lastObservedTime());
    endObject(UnknownFields.SERIES, Members.SERIES);
  }

  /** Of two members of one name only ours is written. */
  private void endObject(String pointer, Set<String> known) {
    Map<String, String> others = unknown.get(pointer);
    if (others != null) {
      others.forEach(
          (name, value) -> {
            if (!known.contains(name)) {
              json.writeName(name).writeRawValue(value);
            }
          });
    }
    json.writeEndObject();
  }

  private void start(SerializedString name) {
    json.writeName(name).writeStartObject();
  }

  private void always(SerializedString name, String value) {
    json.writeName(name).writeString(Text.wellFormed(value));
  }

  private void text(SerializedString name, String value) {
    if (!value.isEmpty()) {
      always(name, value);
    }
  }

  private void texts(SerializedString name, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      start(name);
      texts.forEach(
          (key, value) -> json.writeStringProperty(Text.wellFormed(key), Text.wellFormed(value)));
      json.writeEndObject();
    }
  }

  private void number(SerializedString name, int value) {
    if (value != 0) {
      json.writeName(name).writeNumber(value);
    }
  }

  private void bool(SerializedString name, @Nullable Boolean value) {
    if (value != null) {
      json.writeName(name).writeBoolean(value);
    }
  }

  private void seconds(SerializedString name, @Nullable Instant time) {
    time(name, time, false);
  }

  private void micros(SerializedString name, @Nullable Instant time) {
    time(name, time, true);
  }

  private void time(SerializedString name, @Nullable Instant time, boolean micros) {
    json.writeName(name);
    if (time == null) {
      json.writeNull();
      return;
    }
    try {
      int length =
          micros ? Timestamps.micros(time, timestamp) : Timestamps.seconds(time, timestamp);
      json.writeRawUTF8String(timestamp, 0, length);
    } catch (DateTimeException e) {
      String problem = "is " + time + "; JSON has room for the years 0 to 9999 only";
      throw new EventJsonException(0, 0, name.getValue(), problem);
    }
  }
}
