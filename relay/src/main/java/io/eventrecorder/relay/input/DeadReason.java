package io.eventrecorder.relay.input;

/** Why a record is set aside. The names are part of dead letters. */
public enum DeadReason {
  /** The record is larger than {@link InputLimits#maxRecordBytes}. It was not parsed. */
  TOO_LARGE,
  /** The value is not JSON, or not UTF-8. */
  NO_JSON,
  /** The value is JSON, but no event that can be read. */
  NO_EVENT,
  /** A text, or the labels and annotations, are longer than {@link InputLimits} allows. */
  TOO_LONG,
  /** The event is in another namespace than its object. */
  NAMESPACE_DIFFERS,
  /** The allow-lists of the topic do not contain the source, the namespace or the kind. */
  FORBIDDEN,
  /**
   * The source, the topic or all topics have had too many new objects and reasons in this minute.
   */
  TOO_MANY_NEW,
  /**
   * It is not known whether the occurrence was counted before, and the option says not to count.
   */
  LATE,
  /** The correlator threw an exception. */
  CORRELATOR_FAILED
}
