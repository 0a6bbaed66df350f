package io.eventrecorder.core;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.core.config.BroadcasterSettings;
import io.eventrecorder.spi.EventNames;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds what the configuration says about every event. The event's own values win.
 *
 * @param labels labels of every event
 * @param annotations annotations of every event
 * @param namespace the namespace of events about objects that have none
 * @param names creates the names of events that have none
 */
record EventDefaults(
    Map<String, String> labels,
    Map<String, String> annotations,
    String namespace,
    EventNames names) {

  static EventDefaults of(BroadcasterSettings settings, EventNames names) {
    return new EventDefaults(
        settings.labels(), settings.annotations(), settings.defaultNamespace(), names);
  }

  /** Adds labels and annotations. */
  Event addMetadata(Event event) {
    if (!hasMetadata()) {
      return event;
    }
    Event.Builder copy = event.toBuilder();
    addMetadata(event, copy);
    return copy.build();
  }

  /** Adds labels and annotations to a copy of an event. */
  void addMetadata(Event event, Event.Builder copy) {
    if (hasMetadata()) {
      copy.labels(merged(labels, event.labels()));
      copy.annotations(merged(annotations, event.annotations()));
    }
  }

  private boolean hasMetadata() {
    return !labels.isEmpty() || !annotations.isEmpty();
  }

  /** Adds the name and the namespace to a copy of an event, where they are missing. */
  void addIdentity(Event event, Event.Builder copy) {
    if (event.namespace().isEmpty()) {
      copy.namespace(namespaceOf(event.regarding()));
    }
    if (event.name().isEmpty()) {
      copy.name(names.next(event.regarding().name()));
    }
  }

  /** {@return the namespace of an event about an object} */
  String namespaceOf(ObjectReference regarding) {
    return regarding.namespace().isEmpty() ? namespace : regarding.namespace();
  }

  private static Map<String, String> merged(Map<String, String> fixed, Map<String, String> own) {
    Map<String, String> all = new LinkedHashMap<>(fixed);
    all.putAll(own);
    return all;
  }
}
