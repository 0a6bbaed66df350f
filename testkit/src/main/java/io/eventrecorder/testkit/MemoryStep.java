package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Arrival;
import org.jspecify.annotations.Nullable;

/**
 * One step of a history: an event arrives.
 *
 * @param number the place in the history, from 1
 * @param at the reading of the clock, in nanoseconds since 1970
 * @param event what arrives
 * @param arrival what the host says of it
 * @param answer how the host answers the writes of this step
 */
record MemoryStep(int number, long at, Event event, Arrival arrival, Answer answer) {
  /** What the store says to a write. */
  enum Answer {
    /** It is stored. */
    RECORDED,
    /** It was refused and the store does not have the event. */
    NOT_RECORDED,
    /** The store refused it, would refuse it again, and does not have the event. */
    REJECTED,
    /** It was refused and the store has the event. */
    NOT_UPDATED,
    /** It is stored under another name and with a higher count. */
    RAISED,
    /** There is no answer. */
    NONE
  }

  MemoryStep answered(Answer other) {
    return new MemoryStep(number, at, event, arrival, other);
  }

  MemoryStep arriving(String scope, long occurrences) {
    return new MemoryStep(number, at, event, new Arrival(scope, occurrences), answer);
  }

  /** {@return what is counted together at most: everything about one object in one scope} */
  String object() {
    return object(arrival.scope(), event);
  }

  static String object(@Nullable String scope, Event event) {
    return scope + " " + event.regarding();
  }

  @Override
  public String toString() {
    return "step " + number + ", correlate(" + event + ", " + arrival + ")";
  }
}
