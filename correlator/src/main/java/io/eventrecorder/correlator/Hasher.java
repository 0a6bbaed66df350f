package io.eventrecorder.correlator;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Texts to 128 bits, by {@link SipHash} with a secret of this process: whoever chooses the names of
 * objects or messages cannot make two of them the same. Each text is preceded by its length, so
 * that no two lists of texts look alike. Nothing is allocated once the buffers are large enough.
 * Not thread-safe.
 */
final class Hasher {
  private static final int MOST_IN_A_CHAR = 0x7f;
  private static final int MORE = 0x80;
  private static final int CHARS_OF_A_LENGTH = 5;
  private static final int CHARS_IN_A_WORD = 4;
  private static final int BYTES_IN_A_WORD = 8;
  private static final long UPPER_BYTES = 0xff00ff00ff00ff00L;

  private final SipHash hash;
  private char[] chars = new char[512];
  private long[] words = new long[chars.length / CHARS_IN_A_WORD + 1];
  private int length;

  /** With a secret of its own. */
  Hasher() {
    this(new SecureRandom());
  }

  private Hasher(SecureRandom random) {
    this(random.nextLong(), random.nextLong());
  }

  /** With a given secret. */
  Hasher(long k0, long k1) {
    hash = new SipHash(k0, k1);
  }

  /** Begins anew. */
  Hasher start() {
    hash.start();
    length = 0;
    return this;
  }

  /** Goes on from a state that {@link #save} took. */
  Hasher resume(SipHash.State state) {
    hash.resume(state);
    length = 0;
    return this;
  }

  Hasher put(String text) {
    int n = text.length();
    int most = length + CHARS_OF_A_LENGTH + n + BYTES_IN_A_WORD;
    if (most > chars.length) {
      chars = Arrays.copyOf(chars, 2 * most);
      words = new long[chars.length / CHARS_IN_A_WORD + 1];
    }
    int end = length;
    int rest = n;
    for (; rest > MOST_IN_A_CHAR; rest >>>= 7) {
      chars[end++] = (char) ((rest & MOST_IN_A_CHAR) | MORE);
    }
    chars[end++] = (char) rest;
    text.getChars(0, n, chars, end);
    length = end + n;
    return this;
  }

  /** Stores the state, from which several keys can go on. */
  void save(SipHash.State state) {
    absorb();
    hash.save(state);
  }

  /** Ends with a part that is a fingerprint already. */
  void finish(Fingerprint part, int tag, Fingerprint key) {
    absorb();
    words[0] = part.hi;
    words[1] = part.lo;
    hash.absorb(words, 2);
    end(tag, key);
  }

  /** Ends; the tag keeps apart keys of different kinds. */
  void finish(int tag, Fingerprint key) {
    absorb();
    end(tag, key);
  }

  private void end(int tag, Fingerprint key) {
    words[0] = tag;
    hash.absorb(words, 1);
    hash.finish(key);
  }

  /**
   * The first word tells how many characters follow, and whether each of them has a byte or two.
   */
  private void absorb() {
    Arrays.fill(chars, length, (length + BYTES_IN_A_WORD - 1) & -BYTES_IN_A_WORD, '\0');
    int count = 1;
    long any = 0;
    for (int i = 0; i < length; i += BYTES_IN_A_WORD) {
      long first = word(i);
      long second = word(i + CHARS_IN_A_WORD);
      any |= first | second;
      words[count] = first;
      words[count + 1] = second;
      count += 2;
    }
    boolean narrow = (any & UPPER_BYTES) == 0;
    if (narrow) {
      count = narrowed(count);
    }
    words[0] = (long) length << 1 | (narrow ? 0 : 1);
    hash.absorb(words, count);
    length = 0;
  }

  private int narrowed(int count) {
    int to = 1;
    for (int from = 1; from < count; from += 2) {
      words[to++] = words[from] | words[from + 1] << 8;
    }
    return to;
  }

  private long word(int i) {
    return chars[i]
        | (long) chars[i + 1] << 16
        | (long) chars[i + 2] << 32
        | (long) chars[i + 3] << 48;
  }
}
