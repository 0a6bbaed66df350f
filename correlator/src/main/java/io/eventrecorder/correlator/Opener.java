package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an aggregate keeps of the event that opened it. */
record Opener(
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable ObjectReference related,
    String action) {
  static Opener of(Event event) {
    return new Opener(event.labels(), event.annotations(), event.related(), event.action());
  }
}
