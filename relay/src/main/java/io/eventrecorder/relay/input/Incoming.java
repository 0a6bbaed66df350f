package io.eventrecorder.relay.input;

import io.eventrecorder.Event;

/** What a record is to the relay. */
public sealed interface Incoming {
  /**
   * An event to count.
   *
   * @param event what the relay takes of the event: one occurrence without name and uid. If it
   *     {@link Event#isFromElsewhere}, it is a state with its whole count, and its uid says which
   *     event this is a state of; that uid must not be written
   * @param scope where the event comes from: the source of the CloudEvent; empty if it has none
   * @param id by what it is recognized when it arrives again
   */
  record Admitted(Event event, String scope, OccurrenceId id) implements Incoming {}

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
