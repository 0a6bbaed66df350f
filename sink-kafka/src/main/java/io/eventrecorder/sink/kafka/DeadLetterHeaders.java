package io.eventrecorder.sink.kafka;

/** The names of the headers that say why a record is in a dead-letter topic, and where it was. */
public final class DeadLetterHeaders {
  private static final String PREFIX = "eventrecorder.errors.";

  /** The topic that did not take the record, or that the record was read from. */
  public static final String TOPIC = PREFIX + "topic";

  /** The partition that the record was read from, in decimal digits. */
  public static final String PARTITION = PREFIX + "partition";

  /** The offset of the record in that partition, in decimal digits. */
  public static final String OFFSET = PREFIX + "offset";

  /** The kind of problem, in capitals, for example {@code NO_JSON}. */
  public static final String REASON = PREFIX + "reason";

  /** The class of the exception. */
  public static final String EXCEPTION_CLASS_NAME = PREFIX + "exception.class.name";

  /** The problem, for people. */
  public static final String EXCEPTION_MESSAGE = PREFIX + "exception.message";

  /** The size of the value in bytes, in decimal digits, if a part of the record was left out. */
  public static final String VALUE_SIZE = PREFIX + "value.size";

  private DeadLetterHeaders() {}
}
