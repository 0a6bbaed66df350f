package io.eventrecorder.relay.input;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Arrival;

/** What a record is to the relay. */
public sealed interface Incoming {
  /**
   * An event to count.
   *
   * @param event what the relay takes of the event: no name, and no uid unless it is {@link
   *     Event#isFromElsewhere}; then its uid says which event this is a state of, and must not be
   *     written
   * @param arrival the scope, which is the source of the CloudEvent, and how many occurrences this
   *     is
   * @param id by what it is recognized when it arrives again
   */
  record Admitted(Event event, Arrival arrival, OccurrenceId id) implements Incoming {}

  /**
   * A record that is correct, but not to be counted.
   *
   * @param reason why
   */
  record Ignored(Reason reason) implements Incoming {
    /** Why a record is not counted. */
    public enum Reason {
      /** It says that an event is deleted. */
      DELETED
    }
  }

  /**
   * A record to set aside.
   *
   * @param reason why
   * @param detail the problem and the remedy, on one line
   */
  record Dead(DeadReason reason, String detail) implements Incoming {}
}
