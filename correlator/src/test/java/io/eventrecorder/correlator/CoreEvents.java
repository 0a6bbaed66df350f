package io.eventrecorder.correlator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import io.eventrecorder.json.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The core/v1 events of the vectors, read and written with a JSON library that is not ours. */
final class CoreEvents {
  private static final String FINALIZERS = "/metadata/finalizers";

  private CoreEvents() {}

  static Event read(JsonNode json) {
    JsonNode metadata = json.path("metadata");
    JsonNode series = json.path("series");
    JsonNode finalizers = metadata.path("finalizers");
    return Event.builder()
        .name(metadata.path("name").asText())
        .namespace(metadata.path("namespace").asText())
        .uid(metadata.path("uid").asText())
        .resourceVersion(metadata.path("resourceVersion").asText())
        .labels(texts(metadata.path("labels")))
        .annotations(texts(metadata.path("annotations")))
        .ownerReferences(owners(metadata.path("ownerReferences")))
        .regarding(reference(json.path("involvedObject")))
        .related(json.hasNonNull("related") ? reference(json.path("related")) : null)
        .type(json.path("type").asText())
        .reason(json.path("reason").asText())
        .action(json.path("action").asText())
        .message(json.path("message").asText())
        .source(
            new EventSource(
                json.path("source").path("component").asText(),
                json.path("source").path("host").asText()))
        .reportingController(json.path("reportingComponent").asText())
        .reportingInstance(json.path("reportingInstance").asText())
        .count(json.path("count").asInt())
        .firstTimestamp(time(json.path("firstTimestamp")))
        .lastTimestamp(time(json.path("lastTimestamp")))
        .eventTime(time(json.path("eventTime")))
        .series(
            series.isObject()
                ? new EventSeries(
                    series.path("count").asInt(), time(series.path("lastObservedTime")))
                : null)
        .unknownFields(
            finalizers.isMissingNode() ? Map.of() : Map.of(FINALIZERS, finalizers.toString()))
        .build();
  }

  static ObjectNode write(Event event) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = json.putObject("metadata");
    metadata.put("name", event.name());
    metadata.put("namespace", event.namespace());
    metadata.put("uid", event.uid());
    metadata.put("resourceVersion", event.resourceVersion());
    event.labels().forEach(metadata.putObject("labels")::put);
    event.annotations().forEach(metadata.putObject("annotations")::put);
    for (OwnerReference owner : event.ownerReferences()) {
      metadata
          .withArray("ownerReferences")
          .addObject()
          .put("apiVersion", owner.apiVersion())
          .put("kind", owner.kind())
          .put("name", owner.name())
          .put("uid", owner.uid());
    }
    if (event.unknownFields().containsKey(FINALIZERS)) {
      metadata.set("finalizers", Json.parse(event.unknownFields().get(FINALIZERS)));
    }
    write(json.putObject("involvedObject"), event.regarding());
    ObjectReference related = event.related();
    if (related != null) {
      write(json.putObject("related"), related);
    }
    json.put("type", event.type());
    json.put("reason", event.reason());
    json.put("action", event.action());
    json.put("message", event.message());
    json.putObject("source")
        .put("component", event.source().component())
        .put("host", event.source().host());
    json.put("reportingComponent", event.reportingController());
    json.put("reportingInstance", event.reportingInstance());
    json.put("count", event.count());
    put(json, "firstTimestamp", event.firstTimestamp(), false);
    put(json, "lastTimestamp", event.lastTimestamp(), false);
    put(json, "eventTime", event.eventTime(), true);
    EventSeries series = event.series();
    if (series != null) {
      put(
          json.putObject("series").put("count", series.count()),
          "lastObservedTime",
          series.lastObservedTime(),
          true);
    }
    return json;
  }

  private static void put(ObjectNode json, String field, @Nullable Instant time, boolean micros) {
    if (time != null) {
      json.put(field, micros ? Timestamps.micros(time) : Timestamps.seconds(time));
    }
  }

  private static void write(ObjectNode json, ObjectReference reference) {
    json.put("apiVersion", reference.apiVersion());
    json.put("kind", reference.kind());
    json.put("namespace", reference.namespace());
    json.put("name", reference.name());
    json.put("uid", reference.uid());
    json.put("resourceVersion", reference.resourceVersion());
    json.put("fieldPath", reference.fieldPath());
  }

  private static ObjectReference reference(JsonNode json) {
    return new ObjectReference(
        json.path("apiVersion").asText(),
        json.path("kind").asText(),
        json.path("namespace").asText(),
        json.path("name").asText(),
        json.path("uid").asText(),
        json.path("resourceVersion").asText(),
        json.path("fieldPath").asText());
  }

  private static Map<String, String> texts(JsonNode json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  private static List<OwnerReference> owners(JsonNode json) {
    List<OwnerReference> owners = new ArrayList<>();
    for (JsonNode owner : json) {
      owners.add(
          new OwnerReference(
              owner.path("apiVersion").asText(),
              owner.path("kind").asText(),
              owner.path("name").asText(),
              owner.path("uid").asText(),
              null,
              null));
    }
    return owners;
  }

  private static @Nullable Instant time(JsonNode json) {
    return json.isTextual() ? Timestamps.parse(json.asText()) : null;
  }
}
