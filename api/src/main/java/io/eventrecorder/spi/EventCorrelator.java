package io.eventrecorder.spi;

import io.eventrecorder.Event;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Decides what of the stream of events is written: merges, counts, limits. Confined to one thread;
 * no I/O, no waiting, no threads. Time comes from the {@link EventClock} that it was made with,
 * intervals from {@link EventClock#nanoTime()}.
 *
 * <p>What it throws from {@link #correlate} loses that event, counted; what it throws elsewhere is
 * counted and taken as an empty answer.
 */
@FunctionalInterface
public interface EventCorrelator {
  /** Why a write was given up. */
  enum NotRecorded {
    /** The sink will never accept it. */
    REJECTED,
    /** Tries or time were used up. */
    OUT_OF_BUDGET,
    /** More events waited than the pipeline keeps; the oldest left. */
    EVICTED,
    /** The pipeline was closed before. */
    ABANDONED
  }

  /**
   * {@return what is to be written for an event}
   *
   * @param event the event as recorded
   */
  Correlation correlate(Event event);

  /**
   * A write has reached the store. Answers may come late and in any order.
   *
   * @param written what {@link #correlate}, {@link #due} or {@link #drain} returned
   * @param stored the state in the store
   */
  default void recorded(Correlation written, Event stored) {}

  /**
   * A write was given up, and the event does not exist in the store: its next occurrence is to be a
   * create with the whole count.
   *
   * @param written what {@link #correlate}, {@link #due} or {@link #drain} returned
   * @param why the reason
   */
  default void notRecorded(Correlation written, NotRecorded why) {}

  /**
   * A write was given up, but the event is in the store, for example because a patch was refused;
   * or it may be, because a create got no clear answer. Its next occurrence is to be a patch with
   * the whole count; a create would make a second event. The pipeline creates the event if the
   * patch finds none.
   *
   * @param written what {@link #correlate}, {@link #due} or {@link #drain} returned
   * @param why the reason
   * @param inStore the event that was written, under the name by which the store has it; without a
   *     resourceVersion, since nobody knows that for sure
   */
  default void notUpdated(Correlation written, NotRecorded why, Event inStore) {}

  /** {@return the writes that time alone asks for, now} */
  default List<Correlation> due() {
    return List.of();
  }

  /**
   * {@return when {@link #due} is to be called next, as a reading of {@link EventClock#nanoTime()};
   * after a call of {@code due()} it lies in the future}
   */
  default OptionalLong nextDueNanos() {
    return OptionalLong.empty();
  }

  /** {@return the last writes, at close: whatever the store does not know yet} */
  default List<Correlation> drain() {
    return List.of();
  }

  /** {@return occurrences that were correlated and that no recorded write includes yet} */
  default long unwritten() {
    return 0;
  }

  /** {@return what is worth watching, by name, for example the sizes of caches} */
  default Map<String, Long> gauges() {
    return Map.of();
  }

  /**
   * {@return a correlator that passes every event through, unmerged} An event that comes with a
   * count above 1 or with a series is an update of what may be there already.
   */
  static EventCorrelator none() {
    return PassThrough.INSTANCE;
  }
}
