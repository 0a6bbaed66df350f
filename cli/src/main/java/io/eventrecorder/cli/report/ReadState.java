package io.eventrecorder.cli.report;

import io.eventrecorder.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One state of an event, as it was read.
 *
 * @param event the event, complete, and without what the report does not need
 * @param name the name that the event had when it was read; empty if it had none
 * @param time the time of its last occurrence
 * @param dated whether the event says so; otherwise it has the time of an event beside it
 * @param owner the owner of its object, if the input says so
 */
record ReadState(Event event, String name, Instant time, boolean dated, @Nullable ObjectId owner) {
  /** {@return the object that the event is about} */
  ObjectId object() {
    return ObjectId.of(event.regarding());
  }

  /** {@return the time of the first occurrence, not after the last} */
  Instant first() {
    Instant first = event.firstOccurrence();
    return first == null || first.isAfter(time) ? time : first;
  }
}
