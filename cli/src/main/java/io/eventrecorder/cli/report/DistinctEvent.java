package io.eventrecorder.cli.report;

import io.eventrecorder.Event;
import java.time.Instant;

/**
 * One event, of which the input may have many states.
 *
 * @param event its newest state
 * @param name its name; empty if it has none
 * @param first the time of its first occurrence
 * @param last the time of its last occurrence
 * @param count its greatest count
 */
record DistinctEvent(Event event, String name, Instant first, Instant last, int count) {
  static DistinctEvent of(ReadState state) {
    return new DistinctEvent(
        state.event(), state.name(), state.first(), state.time(), state.event().occurrences());
  }

  /** {@return this event after a state that is not older than those before} */
  DistinctEvent with(ReadState state) {
    return new DistinctEvent(
        state.event(),
        name,
        state.first().isBefore(first) ? state.first() : first,
        state.time().isAfter(last) ? state.time() : last,
        Math.max(count, state.event().occurrences()));
  }

  ObjectId object() {
    return ObjectId.of(event.regarding());
  }
}
