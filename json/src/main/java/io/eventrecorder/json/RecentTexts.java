package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Short texts that were read lately, for example kinds, namespaces and reasons. A text that is here
 * is not created again. Threads share them without a lock: {@link Entry} has final fields only, and
 * a text that is lost is created again.
 */
final class RecentTexts {
  private static final int LONGEST = 32;

  /** A power of two. */
  private static final int SIZE = 512;

  private static final @Nullable Entry[] ENTRIES = new Entry[SIZE];

  /** A text with its first and last eight bytes. */
  private record Entry(String text, long head, long tail) {}

  private RecentTexts() {}

  /** {@return the ASCII text between two indexes} */
  static String get(byte[] bytes, Words words, int from, int to) {
    int length = to - from;
    if (length > LONGEST) {
      return text(bytes, from, to);
    }
    long head = words.head(from, to);
    long tail = words.tail(from, to);
    int place = Words.hash(head, tail, length) & (SIZE - 1);
    Entry recent = ENTRIES[place];
    if (recent != null
        && recent.head == head
        && recent.tail == tail
        && recent.text.length() == length
        && isEqualBetween(recent.text, bytes, from)) {
      return recent.text;
    }
    String text = text(bytes, from, to);
    ENTRIES[place] = new Entry(text, head, tail);
    return text;
  }

  /** {@return whether the characters between the first and the last eight are equal} */
  private static boolean isEqualBetween(String text, byte[] bytes, int from) {
    for (int i = Words.BYTES; i < text.length() - Words.BYTES; i++) {
      if (text.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, ISO_8859_1);
  }
}
