package io.eventrecorder.core;

import io.eventrecorder.Event;
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
    if (labels.isEmpty() && annotations.isEmpty()) {
      return event;
    }
    return event.toBuilder()
        .labels(merged(labels, event.labels()))
        .annotations(merged(annotations, event.annotations()))
        .build();
  }

  /** Adds the name and the namespace, where they are missing. */
  Event addIdentity(Event event) {
    if (!event.name().isEmpty() && !event.namespace().isEmpty()) {
      return event;
    }
    String ownNamespace =
        event.namespace().isEmpty() ? event.regarding().namespace() : event.namespace();
    return event.toBuilder()
        .namespace(ownNamespace.isEmpty() ? namespace : ownNamespace)
        .name(event.name().isEmpty() ? names.next(event.regarding().name()) : event.name())
        .build();
  }

  private static Map<String, String> merged(Map<String, String> fixed, Map<String, String> own) {
    Map<String, String> all = new LinkedHashMap<>(fixed);
    all.putAll(own);
    return all;
  }
}
