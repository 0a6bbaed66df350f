package io.eventrecorder.relay.input;

/** By what an occurrence is recognized when it arrives a second time. */
public sealed interface OccurrenceId {
  /** The only {@link Absolute}. */
  OccurrenceId ABSOLUTE = new Absolute();

  /** The only {@link Absent}. */
  OccurrenceId ABSENT = new Absent();

  /**
   * The id of one of our recorders.
   *
   * @param process identifies the recording process
   * @param number the number of the event in that process; unsigned
   */
  record Sequence(long process, long number) implements OccurrenceId {}

  /**
   * The id of any other CloudEvent: the first 128 bits of the SHA-256 hash of source and id.
   *
   * @param high the first 64 bits
   * @param low the next 64 bits
   */
  record Foreign(long high, long low) implements OccurrenceId {}

  /**
   * A state with its whole count ({@link io.eventrecorder.Event#isFromElsewhere}). It may arrive
   * any number of times: the correlator adds only what is new.
   */
  record Absolute() implements OccurrenceId {}

  /** The event has no id. It is never a duplicate. */
  record Absent() implements OccurrenceId {}
}
