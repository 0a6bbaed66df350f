package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the two API versions that serve events. Both show the same stored events, which use the
 * field names of core/v1. Immutable.
 */
public final class EventApiVersion {
  /** core/v1. */
  public static final EventApiVersion CORE = new EventApiVersion("", Map.of());

  /** events.k8s.io/v1. */
  public static final EventApiVersion EVENTS =
      new EventApiVersion(
          "events.k8s.io",
          Map.of(
              "involvedObject", "regarding",
              "message", "note",
              "source", "deprecatedSource",
              "firstTimestamp", "deprecatedFirstTimestamp",
              "lastTimestamp", "deprecatedLastTimestamp",
              "count", "deprecatedCount",
              "reportingComponent", "reportingController"));

  private static final List<String> NULL_WHEN_UNSET =
      List.of("firstTimestamp", "lastTimestamp", "eventTime");
  private static final List<String> EMPTY_OBJECT_WHEN_UNSET = List.of("involvedObject", "source");
  private static final List<String> EMPTY_TEXT_WHEN_UNSET =
      List.of("reportingComponent", "reportingInstance");

  private final ApiResource resource;
  private final Map<String, String> names;
  private final FieldType shape;

  private EventApiVersion(String group, Map<String, String> names) {
    this.resource = new ApiResource(group, "events");
    this.names = names;
    Map<String, FieldType> fields = new LinkedHashMap<>();
    EventSchema.event().forEach((name, value) -> fields.put(name(name), value));
    this.shape = FieldType.pointer(fields);
  }

  ApiResource resource() {
    return resource;
  }

  boolean isCore() {
    return resource.group().isEmpty();
  }

  /** {@return {@code v1} or {@code events.k8s.io/v1}} */
  public String apiVersion() {
    return isCore() ? "v1" : resource.group() + "/v1";
  }

  /** {@return this API's name of a field of core/v1} */
  String name(String coreName) {
    return names.getOrDefault(coreName, coreName);
  }

  /**
   * {@return the event in the stored form, normalized}
   *
   * @throws FieldType.MalformedException if the document is not an event of this API version
   */
  ObjectNode decode(JsonNode document, List<String> unknown) {
    requireThisKind(document);
    JsonNode read = shape.read(document, "", unknown);
    ObjectNode stored = JsonTrees.object();
    EventSchema.event()
        .keySet()
        .forEach(
            name -> {
              JsonNode value = read == null ? null : read.get(name(name));
              if (value != null) {
                stored.set(name, value);
              }
            });
    stored.remove(List.of("apiVersion", "kind"));
    return stored;
  }

  private void requireThisKind(JsonNode document) {
    String version = document.path("apiVersion").asText(apiVersion());
    if (!version.equals(apiVersion())) {
      throw new FieldType.MalformedException(
          "the API version in the data ("
              + version
              + ") does not match the expected API version ("
              + apiVersion()
              + ")");
    }
    String kind = document.path("kind").asText("Event");
    if (!kind.equals("Event")) {
      throw new FieldType.MalformedException(
          "no kind \"" + kind + "\" is registered for version \"" + apiVersion() + '"');
    }
  }

  /** {@return the stored event in the form of this API version} */
  ObjectNode encode(ObjectNode stored) {
    ObjectNode shown = JsonTrees.object().put("kind", "Event").put("apiVersion", apiVersion());
    for (String name : EventSchema.event().keySet()) {
      JsonNode value = stored.get(name);
      if (value != null) {
        shown.set(name(name), value.deepCopy());
      } else if (NULL_WHEN_UNSET.contains(name)) {
        shown.putNull(name(name));
      } else if (EMPTY_OBJECT_WHEN_UNSET.contains(name)) {
        shown.putObject(name(name));
      } else if (isCore() && EMPTY_TEXT_WHEN_UNSET.contains(name)) {
        shown.put(name, "");
      }
    }
    return shown;
  }
}
