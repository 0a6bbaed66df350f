package io.eventrecorder.relay;

import io.eventrecorder.Event;

/** What a record of an input topic is. */
sealed interface Arrived {
  /**
   * An event to count.
   *
   * @param event the event, without a name
   * @param scope where its object lives
   * @param id the id of the occurrence
   */
  record Admitted(Event event, String scope, String id) implements Arrived {}

  /** Nothing to count, for a good reason. */
  record Ignored(String reason) implements Arrived {}

  /** A record that cannot or must not be counted. */
  record Dead(String reason, String detail) implements Arrived {}
}
