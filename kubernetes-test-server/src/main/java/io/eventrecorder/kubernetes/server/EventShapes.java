package io.eventrecorder.kubernetes.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of events and their types, with core's names, in the order of the real server. */
final class EventShapes {
  private EventShapes() {}

  static Map<String, Shape> event() {
    Map<String, Shape> fields = new LinkedHashMap<>();
    fields.put("kind", Shape.text());
    fields.put("apiVersion", Shape.text());
    fields.put("metadata", Shape.pointer(metadata()));
    fields.put("involvedObject", Shape.struct(reference()));
    fields.put("reason", Shape.text());
    fields.put("message", Shape.text());
    fields.put("source", Shape.struct(texts("component", "host")));
    fields.put("firstTimestamp", Shape.time());
    fields.put("lastTimestamp", Shape.time());
    fields.put("count", Shape.int32());
    fields.put("type", Shape.text());
    fields.put("eventTime", Shape.microTime());
    fields.put("series", Shape.pointer(series()));
    fields.put("action", Shape.text());
    fields.put("related", Shape.pointer(reference()));
    fields.put("reportingComponent", Shape.text());
    fields.put("reportingInstance", Shape.text());
    return fields;
  }

  private static Map<String, Shape> metadata() {
    Map<String, Shape> fields =
        texts("name", "generateName", "namespace", "selfLink", "uid", "resourceVersion");
    fields.put("generation", Shape.int32());
    fields.put("creationTimestamp", Shape.time());
    fields.put("deletionTimestamp", Shape.time());
    fields.put("deletionGracePeriodSeconds", Shape.int32());
    fields.put("labels", Shape.textMap());
    fields.put("annotations", Shape.textMap());
    fields.put("ownerReferences", Shape.list(Shape.pointer(ownerReference())));
    fields.put("finalizers", Shape.list(Shape.text()));
    fields.put("managedFields", Shape.any());
    return fields;
  }

  private static Map<String, Shape> ownerReference() {
    Map<String, Shape> fields = texts("apiVersion", "kind", "name", "uid");
    fields.put("controller", Shape.any());
    fields.put("blockOwnerDeletion", Shape.any());
    return fields;
  }

  private static Map<String, Shape> reference() {
    return texts("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath");
  }

  private static Map<String, Shape> series() {
    Map<String, Shape> fields = new LinkedHashMap<>();
    fields.put("count", Shape.int32());
    fields.put("lastObservedTime", Shape.microTime());
    return fields;
  }

  private static Map<String, Shape> texts(String... names) {
    Map<String, Shape> fields = new LinkedHashMap<>();
    for (String name : names) {
      fields.put(name, Shape.text());
    }
    return fields;
  }
}
