package io.eventrecorder.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.spi.EventNames;
import java.util.UUID;

/**
 * Names events by the record that their first occurrence is in: {@code <object>.<salt of the topic>
 * <partition><offset>}, in hexadecimal digits. A record that is read again after an aborted
 * transaction gives the same name again. Two records have the same name only if their topics have
 * the same salt, which is made of the random id that Kafka gives to a topic ({@link TopicSalts}).
 * Confined to the thread of its task.
 */
final class RecordNames implements EventNames {
  private static final int SALT_DIGITS = 8;
  private static final int PARTITION_DIGITS = 4;

  private final TopicSalts salts;
  private String number = "";
  private int given;

  RecordNames(TopicSalts salts) {
    this.salts = salts;
  }

  /** The next names are those of this record. */
  void at(String topic, int partition, long offset) {
    number =
        digits(Integer.toUnsignedLong(salts.of(topic)), SALT_DIGITS)
            + digits(partition, PARTITION_DIGITS)
            + Long.toHexString(offset);
    given = 0;
  }

  @Override
  public String next(String objectName) {
    String unique = given == 0 ? number : number + '-' + given;
    given++;
    String name = objectName + '.' + unique;
    // The same record must give the same name, so this UUID is not random.
    return EventNames.isValid(objectName, unique.length())
        ? name
        : UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }

  private static String digits(long value, int least) {
    String hex = Long.toHexString(value);
    return "0".repeat(Math.max(0, least - hex.length())) + hex;
  }
}
