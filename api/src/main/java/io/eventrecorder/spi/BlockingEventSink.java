package io.eventrecorder.spi;

import io.eventrecorder.Event;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stores events with a client that blocks. {@link EventSink} describes the contract; a method here
 * returns or throws instead of completing a stage. The kind of a thrown {@link SinkException}
 * decides what the pipeline does; after an {@link java.io.IOException} it tries again. A write that
 * takes longer than the attempt time-out is interrupted. Called by as many threads as {@link
 * EventSink#blocking} was given.
 */
public interface BlockingEventSink {
  /**
   * Stores a new event.
   *
   * @param event the event; its resourceVersion is empty
   * @return the stored state; null means "as written"
   * @throws Exception if it was not stored
   */
  @Nullable Event create(Event event) throws Exception;

  /**
   * Stores the newest state of an event that exists in the store.
   *
   * @param event the whole event in its newest state
   * @return the stored state; null means "as written"
   * @throws Exception if it was not stored
   */
  @Nullable Event update(Event event) throws Exception;

  /**
   * Stores the changed fields of an event that exists in the store. The default stores the whole
   * state.
   *
   * @param newest the whole event in its newest state
   * @param patch the changed fields
   * @return the stored state; null means "as written"
   * @throws Exception if it was not stored
   */
  default @Nullable Event patch(Event newest, EventPatch patch) throws Exception {
    return update(newest);
  }

  /** {@return the settings that suit this sink, used where the user sets nothing else} */
  default SinkDefaults defaults() {
    return SinkDefaults.standard();
  }

  /**
   * {@return the failure domain of an event: events that fail together, for example its namespace}
   *
   * @param event an event to be written
   */
  default String failureDomain(Event event) {
    return "";
  }

  /**
   * Waits until the store has all events that the sink accepted.
   *
   * @throws Exception if it failed
   */
  default void flush() throws Exception {}

  /**
   * Closes the sink and releases its resources. Called once, as the last call.
   *
   * @param timeout the longest time it may take
   */
  default void close(Duration timeout) {}
}
