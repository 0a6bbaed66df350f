package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What events can be selected by: some fields, not all. */
final class EventFields {
  private static final List<String> OBJECT =
      List.of("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath");

  private EventFields() {}

  /** Throws 400 if a field cannot be selected by in this API. */
  static void requireSupported(EventApi api, Selector selector) {
    for (Selector.Requirement wanted : selector.requirements()) {
      if (!isSupported(api, wanted.name())) {
        throw Refusal.badRequest("field label not supported: " + wanted.name());
      }
    }
  }

  private static boolean isSupported(EventApi api, String field) {
    String object = api.name("involvedObject") + '.';
    if (field.startsWith(object)) {
      return OBJECT.contains(field.substring(object.length()));
    }
    return List.of("reason", "type", "metadata.name", "metadata.namespace").contains(field)
        || field.equals(api.name("reportingComponent"))
        || (api.isCore() && field.equals("source"));
  }

  static String value(EventApi api, JsonNode event, String field) {
    String object = api.name("involvedObject") + '.';
    if (field.startsWith(object)) {
      return Json.text(event.path("involvedObject"), field.substring(object.length()));
    }
    if (field.startsWith("metadata.")) {
      return Json.text(event.path("metadata"), field.substring("metadata.".length()));
    }
    if (field.equals(api.name("reportingComponent"))) {
      return Json.text(event, "reportingComponent");
    }
    if (field.equals("source")) {
      String component = Json.text(event.path("source"), "component");
      return component.isEmpty() ? Json.text(event, "reportingComponent") : component;
    }
    return Json.text(event, field);
  }
}
