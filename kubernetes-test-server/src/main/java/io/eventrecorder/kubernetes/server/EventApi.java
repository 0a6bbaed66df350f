package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of the two APIs of the one kind of events, which is stored with core's names. Immutable. */
public final class EventApi {
  /** core/v1. */
  public static final EventApi CORE = new EventApi("", Map.of());

  /** events.k8s.io/v1. */
  public static final EventApi EVENTS =
      new EventApi(
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

  private final Resource resource;
  private final Map<String, String> names;
  private final Shape shape;

  private EventApi(String group, Map<String, String> names) {
    this.resource = new Resource(group, "events");
    this.names = names;
    Map<String, Shape> fields = new LinkedHashMap<>();
    EventShapes.event().forEach((name, value) -> fields.put(name(name), value));
    this.shape = Shape.pointer(fields);
  }

  Resource resource() {
    return resource;
  }

  boolean isCore() {
    return resource.group().isEmpty();
  }

  /** {@return {@code v1} or {@code events.k8s.io/v1}} */
  public String apiVersion() {
    return isCore() ? "v1" : resource.group() + "/v1";
  }

  /** {@return what this API calls core's field} */
  String name(String coreName) {
    return names.getOrDefault(coreName, coreName);
  }

  /**
   * {@return the event as it is stored, in canonical form}
   *
   * @throws Shape.Malformed if the document is no event of this API
   */
  ObjectNode decode(JsonNode document, List<String> unknown) {
    requireThisKind(document);
    JsonNode read = shape.read(document, "", unknown);
    ObjectNode stored = Json.object();
    EventShapes.event()
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
      throw new Shape.Malformed(
          "the API version in the data ("
              + version
              + ") does not match the expected API version ("
              + apiVersion()
              + ")");
    }
    String kind = document.path("kind").asText("Event");
    if (!kind.equals("Event")) {
      throw new Shape.Malformed(
          "no kind \"" + kind + "\" is registered for version \"" + apiVersion() + '"');
    }
  }

  /** {@return the stored event as this API shows it} */
  ObjectNode encode(ObjectNode stored) {
    ObjectNode shown = Json.object().put("kind", "Event").put("apiVersion", apiVersion());
    for (String name : EventShapes.event().keySet()) {
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
