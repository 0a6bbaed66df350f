package io.eventrecorder.core;

import io.eventrecorder.Event;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What configuration puts on every event; the event's own values win.
 *
 * @param labels labels of every event
 * @param annotations annotations of every event
 */
record FixedMetadata(Map<String, String> labels, Map<String, String> annotations) {
  Event addTo(Event event) {
    if (labels.isEmpty() && annotations.isEmpty()) {
      return event;
    }
    return event.toBuilder()
        .labels(under(labels, event.labels()))
        .annotations(under(annotations, event.annotations()))
        .build();
  }

  private static Map<String, String> under(Map<String, String> fixed, Map<String, String> own) {
    Map<String, String> all = new LinkedHashMap<>(fixed);
    all.putAll(own);
    return all;
  }
}
