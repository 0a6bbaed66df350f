package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The fields that a field selector for events can use. */
final class EventFieldSelectors {
  private static final List<String> OBJECT =
      List.of("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath");

  private EventFieldSelectors() {}

  /** Throws 400 if the selector uses a field that this API does not support. */
  static void requireSupported(EventApiVersion api, Selector selector) {
    for (Selector.Requirement wanted : selector.requirements()) {
      if (!isSupported(api, wanted.name())) {
        throw StatusException.badRequest("field label not supported: " + wanted.name());
      }
    }
  }

  private static boolean isSupported(EventApiVersion api, String field) {
    String object = api.name("involvedObject") + '.';
    if (field.startsWith(object)) {
      return OBJECT.contains(field.substring(object.length()));
    }
    return List.of("reason", "type", "metadata.name", "metadata.namespace").contains(field)
        || field.equals(api.name("reportingComponent"))
        || (api.isCore() && field.equals("source"));
  }

  static String value(EventApiVersion api, JsonNode event, String field) {
    String object = api.name("involvedObject") + '.';
    if (field.startsWith(object)) {
      return JsonTrees.text(event.path("involvedObject"), field.substring(object.length()));
    }
    if (field.startsWith("metadata.")) {
      return JsonTrees.text(event.path("metadata"), field.substring("metadata.".length()));
    }
    if (field.equals(api.name("reportingComponent"))) {
      return JsonTrees.text(event, "reportingComponent");
    }
    if (field.equals("source")) {
      String component = JsonTrees.text(event.path("source"), "component");
      return component.isEmpty() ? JsonTrees.text(event, "reportingComponent") : component;
    }
    return JsonTrees.text(event, field);
  }
}
