package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that an aggregate takes from the first event that is combined. */
record AggregateMetadata(
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable ObjectReference related,
    String action) {
  static final AggregateMetadata NONE = new AggregateMetadata(Map.of(), Map.of(), null, "");

  static AggregateMetadata of(Event event) {
    return new AggregateMetadata(
        event.labels(), event.annotations(), event.related(), event.action());
  }
}
