package io.eventrecorder.correlator.internal.hash;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Hashes lists of texts to 128 bits, by {@link SipHash} with a random secret. So a user who chooses
 * the names of objects, or messages, cannot make two keys the same. The length precedes each text,
 * so different lists are different inputs. Allocates nothing once the buffers are large enough. Not
 * thread-safe.
 */
public final class Hasher {
  private static final int LENGTH_BITS = 0x7f;
  private static final int CONTINUES = 0x80;
  private static final int MAX_LENGTH_CHARS = 5;
  private static final int CHARS_PER_WORD = 4;
  private static final int BYTES_PER_WORD = 8;
  private static final long UPPER_BYTES = 0xff00ff00ff00ff00L;

  private final SipHash hash;
  private char[] chars = new char[512];
  private long[] words = new long[chars.length / CHARS_PER_WORD + 1];
  private int length;

  /** Makes a hasher with a new random secret. */
  public Hasher() {
    this(new SecureRandom());
  }

  private Hasher(SecureRandom random) {
    this(random.nextLong(), random.nextLong());
  }

  /** Makes a hasher with a given secret. */
  Hasher(long k0, long k1) {
    hash = new SipHash(k0, k1);
  }

  /** Starts a new list of texts. */
  public Hasher start() {
    hash.start();
    length = 0;
    return this;
  }

  /** Continues after the texts that {@link #save} stored. */
  public Hasher resume(SipHash.State state) {
    hash.resume(state);
    length = 0;
    return this;
  }

  /** Adds a text. */
  public Hasher put(String text) {
    int n = text.length();
    int needed = length + MAX_LENGTH_CHARS + n + BYTES_PER_WORD;
    if (needed > chars.length) {
      chars = Arrays.copyOf(chars, 2 * needed);
      words = new long[chars.length / CHARS_PER_WORD + 1];
    }
    int end = length;
    int rest = n;
    for (; rest > LENGTH_BITS; rest >>>= 7) {
      chars[end++] = (char) ((rest & LENGTH_BITS) | CONTINUES);
    }
    chars[end++] = (char) rest;
    text.getChars(0, n, chars, end);
    length = end + n;
    return this;
  }

  /** Stores the state, so that several keys can {@link #resume} after the same texts. */
  public void save(SipHash.State state) {
    absorb();
    hash.save(state);
  }

  /** Ends the list with a part that is hashed already. */
  public void finish(Fingerprint part, int tag, Fingerprint key) {
    absorb();
    words[0] = part.hi();
    words[1] = part.lo();
    hash.absorb(words, 2);
    end(tag, key);
  }

  /** Ends the list. Keys of different kinds need different tags. */
  public void finish(int tag, Fingerprint key) {
    absorb();
    end(tag, key);
  }

  private void end(int tag, Fingerprint key) {
    words[0] = tag;
    hash.absorb(words, 1);
    hash.finish(key);
  }

  /**
   * Passes the buffered characters to the hash. The first word is the number of characters, and
   * whether a character takes one byte or two.
   */
  private void absorb() {
    Arrays.fill(chars, length, (length + BYTES_PER_WORD - 1) & -BYTES_PER_WORD, '\0');
    int count = 1;
    long any = 0;
    for (int i = 0; i < length; i += BYTES_PER_WORD) {
      long first = word(i);
      long second = word(i + CHARS_PER_WORD);
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
