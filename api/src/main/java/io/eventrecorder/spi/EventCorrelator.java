package io.eventrecorder.spi;

import io.eventrecorder.Event;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Decides which events of a stream are written: it merges, counts and limits them. Called by one
 * thread; it must not do I/O, wait or start threads. It takes the time from the {@link EventClock}
 * that it was created with, and measures intervals by {@link EventClock#nanoTime()}.
 *
 * <p>If {@link #correlate} throws, the event is lost and counted. If another method throws, that is
 * counted, and the pipeline continues as if the method had returned nothing.
 */
@FunctionalInterface
public interface EventCorrelator {
  /** Why a write was given up. */
  enum NotRecorded {
    /** The sink refused the write for good. */
    REJECTED,
    /** The tries or the time for the write were used up. */
    OUT_OF_BUDGET,
    /** More writes waited than the pipeline keeps, and this was the oldest. */
    EVICTED,
    /** The pipeline was closed first. */
    ABANDONED
  }

  /**
   * {@return the decision for an event}
   *
   * @param event the event as it was recorded
   */
  Correlation correlate(Event event);

  /**
   * Called when the store has a write. The calls may come late and in any order.
   *
   * @param written what {@link #correlate}, {@link #due} or {@link #drain} returned
   * @param stored the state in the store
   */
  default void recorded(Correlation written, Event stored) {}

  /**
   * Called when a write was given up and the store does not have the event. The next occurrence
   * must be a create with the whole count.
   *
   * @param written what {@link #correlate}, {@link #due} or {@link #drain} returned
   * @param why the reason
   */
  default void notRecorded(Correlation written, NotRecorded why) {}

  /**
   * Called when a write was given up and the store has the event, for example because a patch was
   * refused, or may have it, because a create got no clear answer. The next occurrence must be a
   * patch with the whole count; a create would store a second event. If the patch finds no event,
   * the pipeline creates it.
   *
   * @param written what {@link #correlate}, {@link #due} or {@link #drain} returned
   * @param why the reason
   * @param inStore the event that was written, with its name in the store; without resourceVersion,
   *     which is not known for sure
   */
  default void notUpdated(Correlation written, NotRecorded why, Event inStore) {}

  /** {@return writes that are due now because time has passed} */
  default List<Correlation> due() {
    return List.of();
  }

  /**
   * {@return when to call {@link #due} next, as a value of {@link EventClock#nanoTime()}; empty for
   * never} After a call of {@code due()} it must be in the future.
   */
  default OptionalLong nextDueNanos() {
    return OptionalLong.empty();
  }

  /** {@return at close, the writes that bring the store up to date} */
  default List<Correlation> drain() {
    return List.of();
  }

  /** {@return how many correlated occurrences no recorded write includes yet} */
  default long unwritten() {
    return 0;
  }

  /** {@return gauges for the statistics, by name, for example the sizes of caches} */
  default Map<String, Long> gauges() {
    return Map.of();
  }

  /**
   * {@return a correlator that writes every event and merges nothing} An event with a count above 1
   * or with a series is written as a patch, because the store may have it.
   */
  static EventCorrelator none() {
    return PassThrough.INSTANCE;
  }
}
