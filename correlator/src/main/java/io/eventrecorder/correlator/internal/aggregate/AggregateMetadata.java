package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregate takes from the first event that is combined.
 *
 * @param since when that event happened; kept as an object, since each write needs it
 */
record AggregateMetadata(
    @Nullable Instant since,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable ObjectReference related,
    String action) {
  static final AggregateMetadata NONE = new AggregateMetadata(null, Map.of(), Map.of(), null, "");

  static AggregateMetadata of(Event event, Instant at) {
    return new AggregateMetadata(
        at, event.labels(), event.annotations(), event.related(), event.action());
  }
}
