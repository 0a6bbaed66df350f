package io.eventrecorder.json;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * One event as JSON. Which members are written always, and in which order, is as client-go's types
 * of v0.36 have it.
 */
final class EventJsonWriter {
  private final JsonGenerator json;
  private final Map<String, Map<String, String>> unknown;

  private EventJsonWriter(JsonGenerator json, Map<String, Map<String, String>> unknown) {
    this.json = json;
    this.unknown = unknown;
  }

  static byte[] bytes(Event event, EventApi api) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    write(bytes, event, api);
    return bytes.toByteArray();
  }

  static void write(OutputStream out, Event event, EventApi api) {
    Map<String, Map<String, String>> unknown = UnknownFields.byParent(event.unknownFields());
    ObjectWriteContext context = ObjectWriteContext.empty();
    try (JsonGenerator json = JacksonFactories.OPEN.createGenerator(context, out)) {
      EventJsonWriter writer = new EventJsonWriter(json, unknown);
      if (api == EventApi.CORE_V1) {
        writer.core(event);
      } else {
        writer.events(EventsV1Form.of(event), event.eventTime() != null);
      }
    }
  }

  private void core(Event event) {
    head(event, EventApi.CORE_V1);
    json.writeName("involvedObject");
    reference(UnknownFields.REGARDING, event.regarding());
    text("reason", event.reason());
    text("message", event.message());
    source("source", event.source());
    time("firstTimestamp", event.firstTimestamp(), Timestamps::seconds);
    time("lastTimestamp", event.lastTimestamp(), Timestamps::seconds);
    number("count", event.count());
    text("type", event.type());
    time("eventTime", event.eventTime(), Timestamps::micros);
    EventSeries series = event.series();
    if (series != null) {
      json.writeObjectPropertyStart("series");
      number("count", series.count());
      endSeries(series);
    }
    text("action", event.action());
    related(event);
    json.writeStringProperty("reportingComponent", Text.wellFormed(event.reportingController()));
    json.writeStringProperty("reportingInstance", Text.wellFormed(event.reportingInstance()));
    endObject(UnknownFields.EVENT, Members.CORE);
  }

  private void events(Event event, boolean withDeprecated) {
    head(event, EventApi.EVENTS_V1);
    time("eventTime", event.eventTime(), Timestamps::micros);
    EventSeries series = event.series();
    if (series != null) {
      json.writeObjectPropertyStart("series");
      json.writeNumberProperty("count", series.count());
      endSeries(series);
    }
    text("reportingController", event.reportingController());
    text("reportingInstance", event.reportingInstance());
    text("action", event.action());
    text("reason", event.reason());
    json.writeName("regarding");
    reference(UnknownFields.REGARDING, event.regarding());
    related(event);
    text("note", event.message());
    text("type", event.type());
    if (withDeprecated) {
      deprecated(event);
    }
    endObject(UnknownFields.EVENT, Members.EVENTS);
  }

  private void deprecated(Event event) {
    if (!event.source().isEmpty() || unknown.containsKey(UnknownFields.SOURCE)) {
      source("deprecatedSource", event.source());
    }
    if (event.firstTimestamp() != null) {
      time("deprecatedFirstTimestamp", event.firstTimestamp(), Timestamps::seconds);
    }
    if (event.lastTimestamp() != null) {
      time("deprecatedLastTimestamp", event.lastTimestamp(), Timestamps::seconds);
    }
    number("deprecatedCount", event.count());
  }

  private void head(Event event, EventApi api) {
    json.writeStartObject();
    json.writeStringProperty("kind", "Event");
    json.writeStringProperty("apiVersion", api.apiVersion());
    json.writeObjectPropertyStart("metadata");
    text("name", event.name());
    text("namespace", event.namespace());
    text("uid", event.uid());
    text("resourceVersion", event.resourceVersion());
    texts("labels", event.labels());
    texts("annotations", event.annotations());
    ownerReferences(event.ownerReferences());
    endObject(UnknownFields.METADATA, Members.METADATA);
  }

  private void ownerReferences(List<OwnerReference> owners) {
    if (owners.isEmpty()) {
      return;
    }
    json.writeName("ownerReferences").writeStartArray();
    int index = 0;
    for (OwnerReference owner : owners) {
      json.writeStartObject();
      json.writeStringProperty("apiVersion", Text.wellFormed(owner.apiVersion()));
      json.writeStringProperty("kind", Text.wellFormed(owner.kind()));
      json.writeStringProperty("name", Text.wellFormed(owner.name()));
      json.writeStringProperty("uid", Text.wellFormed(owner.uid()));
      bool("controller", owner.controller());
      bool("blockOwnerDeletion", owner.blockOwnerDeletion());
      endObject(UnknownFields.OWNER_REFERENCES + '/' + index++, Members.OWNER_REFERENCE);
    }
    json.writeEndArray();
  }

  private void related(Event event) {
    ObjectReference related = event.related();
    if (related != null) {
      json.writeName("related");
      reference(UnknownFields.RELATED, related);
    }
  }

  private void reference(String pointer, ObjectReference reference) {
    json.writeStartObject();
    text("kind", reference.kind());
    text("namespace", reference.namespace());
    text("name", reference.name());
    text("uid", reference.uid());
    text("apiVersion", reference.apiVersion());
    text("resourceVersion", reference.resourceVersion());
    text("fieldPath", reference.fieldPath());
    endObject(pointer, Members.OBJECT_REFERENCE);
  }

  private void source(String name, EventSource source) {
    json.writeObjectPropertyStart(name);
    text("component", source.component());
    text("host", source.host());
    endObject(UnknownFields.SOURCE, Members.SOURCE);
  }

  private void endSeries(EventSeries series) {
    time("lastObservedTime", series.lastObservedTime(), Timestamps::micros);
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

  private void text(String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, Text.wellFormed(value));
    }
  }

  private void texts(String name, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      json.writeObjectPropertyStart(name);
      texts.forEach(
          (key, value) -> json.writeStringProperty(Text.wellFormed(key), Text.wellFormed(value)));
      json.writeEndObject();
    }
  }

  private void number(String name, int value) {
    if (value != 0) {
      json.writeNumberProperty(name, value);
    }
  }

  private void bool(String name, @Nullable Boolean value) {
    if (value != null) {
      json.writeBooleanProperty(name, value);
    }
  }

  private void time(String name, @Nullable Instant time, Function<Instant, String> format) {
    if (time == null) {
      json.writeNullProperty(name);
      return;
    }
    try {
      json.writeStringProperty(name, format.apply(time));
    } catch (DateTimeException e) {
      String problem = "is " + time + "; JSON has room for the years 0 to 9999 only";
      throw new EventJsonException(0, 0, name, problem);
    }
  }
}
