package io.eventrecorder.relay.input;

/**
 * By what an occurrence is recognized when it arrives a second time, and how often it says that the
 * event has happened.
 */
public sealed interface OccurrenceId {
  /** The only {@link Absolute}. */
  OccurrenceId ABSOLUTE = new Absolute();

  /**
   * The id of an event of our recorders ({@link io.eventrecorder.EventUid}).
   *
   * @param process identifies the recording process
   * @param number the number of the event in that process; unsigned
   * @param count how often it has happened; more than 1 in states of recorders that count
   */
  record Sequence(long process, long number, int count) implements OccurrenceId {}

  /**
   * The id of an event of any other producer: the first 128 bits of a SHA-256 hash of source and
   * id.
   *
   * @param high the first 64 bits
   * @param low the next 64 bits
   * @param count how often it has happened
   */
  record Foreign(long high, long low, int count) implements OccurrenceId {}

  /**
   * A state with its whole count ({@link io.eventrecorder.Event#isFromElsewhere}). It may arrive
   * any number of times: the correlator adds only what is new.
   */
  record Absolute() implements OccurrenceId {}

  /**
   * The event has no id. It is never a duplicate.
   *
   * @param count how often it has happened
   */
  record Absent(int count) implements OccurrenceId {}
}
