package io.eventrecorder.relay.input;

/**
 * How much one record, and one source, may take. Everything that is admitted may become memory of
 * the relay.
 *
 * @param maxRecordBytes key, value and headers of a record, in bytes, as Kafka counts them ({@link
 *     RecordSize})
 * @param maxTextChars each name, kind, reason and so on of an event, in chars
 * @param maxMessageChars the message of an event, in chars
 * @param maxPairs how many labels, and how many annotations
 * @param maxPairChars all labels and annotations together, in chars
 * @param newPerMinute how many new pairs of object and reason one source may have in a minute in
 *     one partition. A pair of the minute before is not new
 * @param newPerMinuteOfTopic how many new pairs all sources of one topic may have
 * @param newPerMinuteOfAll how many new pairs all topics together may have
 */
public record InputLimits(
    int maxRecordBytes,
    int maxTextChars,
    int maxMessageChars,
    int maxPairs,
    int maxPairChars,
    int newPerMinute,
    int newPerMinuteOfTopic,
    int newPerMinuteOfAll) {
  private static final InputLimits STANDARD =
      new InputLimits(1 << 20, 1024, 32 << 10, 64, 64 << 10, 10_000, 30_000, 60_000);

  /**
   * Checks the values.
   *
   * @param maxRecordBytes key, value and headers of a record, in bytes, as Kafka counts them
   *     ({@link RecordSize})
   * @param maxTextChars each name, kind, reason and so on of an event, in chars
   * @param maxMessageChars the message of an event, in chars
   * @param maxPairs how many labels, and how many annotations
   * @param maxPairChars all labels and annotations together, in chars
   * @param newPerMinute how many new pairs of object and reason one source may have in a minute in
   *     one partition. A pair of the minute before is not new
   * @param newPerMinuteOfTopic how many new pairs all sources of one topic may have
   * @param newPerMinuteOfAll how many new pairs all topics together may have
   */
  public InputLimits {
    positive("maxRecordBytes", maxRecordBytes);
    positive("maxTextChars", maxTextChars);
    positive("maxMessageChars", maxMessageChars);
    positive("maxPairs", maxPairs);
    positive("maxPairChars", maxPairChars);
    positive("newPerMinute", newPerMinute);
    positive("newPerMinuteOfTopic", newPerMinuteOfTopic);
    positive("newPerMinuteOfAll", newPerMinuteOfAll);
  }

  /** {@return the limits that are used if nothing is set} */
  public static InputLimits standard() {
    return STANDARD;
  }

  /**
   * {@return these limits with another size of a record}
   *
   * @param bytes key, value and headers of a record, in bytes, as Kafka counts them
   */
  public InputLimits withMaxRecordBytes(int bytes) {
    return new InputLimits(
        bytes,
        maxTextChars,
        maxMessageChars,
        maxPairs,
        maxPairChars,
        newPerMinute,
        newPerMinuteOfTopic,
        newPerMinuteOfAll);
  }

  /**
   * {@return these limits with other lengths of texts}
   *
   * @param text each name, kind, reason and so on, in chars
   * @param message the message, in chars
   */
  public InputLimits withMaxChars(int text, int message) {
    return new InputLimits(
        maxRecordBytes,
        text,
        message,
        maxPairs,
        maxPairChars,
        newPerMinute,
        newPerMinuteOfTopic,
        newPerMinuteOfAll);
  }

  /**
   * {@return these limits with other bounds of labels and annotations}
   *
   * @param pairs how many labels, and how many annotations
   * @param chars all labels and annotations together, in chars
   */
  public InputLimits withMaxPairs(int pairs, int chars) {
    return new InputLimits(
        maxRecordBytes,
        maxTextChars,
        maxMessageChars,
        pairs,
        chars,
        newPerMinute,
        newPerMinuteOfTopic,
        newPerMinuteOfAll);
  }

  /**
   * {@return these limits with other numbers of new pairs of object and reason in a minute}
   *
   * @param ofSource of one source
   * @param ofTopic of all sources of one topic
   * @param ofAll of all topics together
   */
  public InputLimits withNewPerMinute(int ofSource, int ofTopic, int ofAll) {
    return new InputLimits(
        maxRecordBytes,
        maxTextChars,
        maxMessageChars,
        maxPairs,
        maxPairChars,
        ofSource,
        ofTopic,
        ofAll);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " is less than 1; set it above 0");
    }
  }
}
