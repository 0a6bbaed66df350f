package io.eventrecorder.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.spi.EventNames;
import java.util.UUID;

/**
 * Names events by the record that their first occurrence is in: {@code <object>.<topic><partition>
 * <offset>}, in hexadecimal digits. So no two relays give the same name, and a record that is read
 * again after an aborted transaction gives the same name again. Confined to the thread of its task.
 */
final class RecordNames implements EventNames {
  private static final int MAX_LENGTH = 253;
  private static final int TOPIC_DIGITS = 6;
  private static final int PARTITION_DIGITS = 4;

  private String number = "";
  private int given;

  /** The next names are those of this record. */
  void at(String topic, int partition, long offset) {
    number =
        digits(salt(topic), TOPIC_DIGITS)
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
    return name.length() <= MAX_LENGTH && isDns1123Subdomain(objectName)
        ? name
        : UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }

  /** The relay reads few topics, so 24 bits tell them apart. */
  private static long salt(String topic) {
    return topic.hashCode() & 0xffffffL;
  }

  private static String digits(long value, int least) {
    String hex = Long.toHexString(value);
    return "0".repeat(Math.max(0, least - hex.length())) + hex;
  }

  /** Labels of lower-case letters, digits and inner hyphens, joined with dots. */
  private static boolean isDns1123Subdomain(String name) {
    char previous = '.';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean inner = c == '-' ? previous != '.' : c == '.' && previous != '.' && previous != '-';
      if (!letterOrDigit && !inner) {
        return false;
      }
      previous = c;
    }
    return previous != '.' && previous != '-';
  }
}
