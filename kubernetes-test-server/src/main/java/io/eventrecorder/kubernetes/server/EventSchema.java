package io.eventrecorder.kubernetes.server;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of events and their types, with the names of core/v1, in the order of the real server.
 */
final class EventSchema {
  private EventSchema() {}

  static Map<String, FieldType> event() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("kind", FieldType.text());
    fields.put("apiVersion", FieldType.text());
    fields.put("metadata", FieldType.pointer(metadata()));
    fields.put("involvedObject", FieldType.struct(reference()));
    fields.put("reason", FieldType.text());
    fields.put("message", FieldType.text());
    fields.put("source", FieldType.struct(texts("component", "host")));
    fields.put("firstTimestamp", FieldType.time());
    fields.put("lastTimestamp", FieldType.time());
    fields.put("count", FieldType.int32());
    fields.put("type", FieldType.text());
    fields.put("eventTime", FieldType.microTime());
    fields.put("series", FieldType.pointer(series()));
    fields.put("action", FieldType.text());
    fields.put("related", FieldType.pointer(reference()));
    fields.put("reportingComponent", FieldType.text());
    fields.put("reportingInstance", FieldType.text());
    return fields;
  }

  private static Map<String, FieldType> metadata() {
    Map<String, FieldType> fields =
        texts("name", "generateName", "namespace", "selfLink", "uid", "resourceVersion");
    fields.put("generation", FieldType.int32());
    fields.put("creationTimestamp", FieldType.time());
    fields.put("deletionTimestamp", FieldType.time());
    fields.put("deletionGracePeriodSeconds", FieldType.int32());
    fields.put("labels", FieldType.textMap());
    fields.put("annotations", FieldType.textMap());
    fields.put("ownerReferences", FieldType.list(FieldType.pointer(ownerReference())));
    fields.put("finalizers", FieldType.list(FieldType.text()));
    fields.put("managedFields", FieldType.any());
    return fields;
  }

  private static Map<String, FieldType> ownerReference() {
    Map<String, FieldType> fields = texts("apiVersion", "kind", "name", "uid");
    fields.put("controller", FieldType.any());
    fields.put("blockOwnerDeletion", FieldType.any());
    return fields;
  }

  private static Map<String, FieldType> reference() {
    return texts("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath");
  }

  private static Map<String, FieldType> series() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("count", FieldType.int32());
    fields.put("lastObservedTime", FieldType.microTime());
    return fields;
  }

  private static Map<String, FieldType> texts(String... names) {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    for (String name : names) {
      fields.put(name, FieldType.text());
    }
    return fields;
  }
}
