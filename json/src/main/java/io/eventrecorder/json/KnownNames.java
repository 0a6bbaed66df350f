package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the known names of members by their bytes, so that reading a name creates no text. */
final class KnownNames {
  /** A power of two, several times the number of names. */
  private static final int SIZE = 256;

  private static final @Nullable Name[] TABLE = table();

  /** A name of {@link Members}. */
  static final class Name {
    final String text;

    /** One bit, which no other name has. */
    final long bit;

    private final int length;
    private final long head;
    private final long tail;
    private final byte[] bytes;

    private Name(String text, int number) {
      this.text = text;
      this.bit = 1L << number;
      this.bytes = text.getBytes(US_ASCII);
      this.length = bytes.length;
      Words words = new Words(bytes);
      this.head = words.head(0, length);
      this.tail = words.tail(0, length);
    }

    private int place() {
      return Words.hash(head, tail, length) & (SIZE - 1);
    }
  }

  private KnownNames() {}

  private static @Nullable Name[] table() {
    List<String> names =
        List.copyOf(
            new TreeSet<>(
                Stream.of(
                        Members.CORE,
                        Members.EVENTS,
                        Members.METADATA,
                        Members.OWNER_REFERENCE,
                        Members.OBJECT_REFERENCE,
                        Members.SOURCE,
                        Members.SERIES)
                    .flatMap(Set::stream)
                    .toList()));
    if (names.size() > Long.SIZE) {
      throw new IllegalStateException("more names than bits");
    }
    @Nullable Name[] table = new Name[SIZE];
    for (int i = 0; i < names.size(); i++) {
      Name name = new Name(names.get(i), i);
      int place = name.place();
      while (table[place] != null) {
        place = (place + 1) & (SIZE - 1);
      }
      table[place] = name;
    }
    return table;
  }

  /** {@return the name between two indexes; null if it is not known} */
  static @Nullable Name find(byte[] bytes, Words words, int from, int to) {
    long head = words.head(from, to);
    long tail = words.tail(from, to);
    int length = to - from;
    int place = Words.hash(head, tail, length) & (SIZE - 1);
    for (Name name = TABLE[place]; name != null; name = TABLE[place]) {
      if (name.head == head
          && name.tail == tail
          && name.length == length
          && (length <= 2 * Words.BYTES || Arrays.equals(name.bytes, 0, length, bytes, from, to))) {
        return name;
      }
      place = (place + 1) & (SIZE - 1);
    }
    return null;
  }
}
