package io.eventrecorder.spi;

import io.eventrecorder.Event;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where events are stored, for a client that blocks. See {@link EventSink} for the contract; here
 * an answer is a return or a throw. A thrown {@link SinkException} says what to do; an {@link
 * java.io.IOException} is retried. A write that takes longer than the attempt time-out is
 * interrupted.
 */
public interface BlockingEventSink {
  /**
   * Stores an event that is not there yet.
   *
   * @param event the event; its resourceVersion is empty
   * @return the stored state; null means "as written"
   * @throws Exception if it was not stored
   */
  @Nullable Event create(Event event) throws Exception;

  /**
   * Stores the newest state of an event that was created before.
   *
   * @param event the whole event in its newest state
   * @return the stored state; null means "as written"
   * @throws Exception if it was not stored
   */
  @Nullable Event update(Event event) throws Exception;

  /**
   * Stores what has changed of an event that was created before; the default stores the whole
   * state.
   *
   * @param newest the whole event in its newest state
   * @param patch what has changed
   * @return the stored state; null means "as written"
   * @throws Exception if it was not stored
   */
  default @Nullable Event patch(Event newest, EventPatch patch) throws Exception {
    return update(newest);
  }

  /** {@return what suits this sink unless its user says otherwise} */
  default SinkDefaults defaults() {
    return SinkDefaults.standard();
  }

  /**
   * {@return what fails together with this event, for example its namespace}
   *
   * @param event an event to be written
   */
  default String failureDomain(Event event) {
    return "";
  }

  /**
   * Waits until all that was accepted has reached the store.
   *
   * @throws Exception if that failed
   */
  default void flush() throws Exception {}

  /**
   * Releases what the sink holds. Called once, last.
   *
   * @param timeout how long it may take
   */
  default void close(Duration timeout) {}
}
