package io.eventrecorder.correlator;

import java.util.Arrays;

/**
 * Texts to 128 bits: the rounds of MurmurHash3 x64-128 over UTF-16. Each text is preceded by its
 * length, so that no two lists of texts look alike. Nothing is allocated once the buffer is large
 * enough. Not thread-safe.
 */
final class Hasher {
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;
  private static final int CHARS_PER_ROUND = 8;

  private char[] buffer = new char[512];
  private int length;
  private long h1;
  private long h2;

  /** Begins anew. */
  Hasher start() {
    return resume(0, 0);
  }

  /** Goes on from a state that {@link #save} took. */
  Hasher resume(long hi, long lo) {
    h1 = hi;
    h2 = lo;
    length = 0;
    return this;
  }

  Hasher put(String text) {
    int n = text.length();
    int end = length + 2 + n;
    if (end + CHARS_PER_ROUND > buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * (end + CHARS_PER_ROUND));
    }
    buffer[length] = (char) (n >>> 16);
    buffer[length + 1] = (char) n;
    text.getChars(0, n, buffer, length + 2);
    length = end;
    return this;
  }

  /** Stores the state, from which several keys can go on. */
  void save(Fingerprint state) {
    absorb();
    state.set(h1, h2);
  }

  /** Ends with a part that is a fingerprint already. */
  void finish(Fingerprint part, int tag, Fingerprint key) {
    absorb();
    round(part.hi, part.lo);
    finish(tag, key);
  }

  /** Ends; the tag keeps apart keys of different kinds. */
  void finish(int tag, Fingerprint key) {
    absorb();
    long a = h1 ^ tag;
    long b = h2 ^ tag;
    a += b;
    b += a;
    a = mixed(a);
    b = mixed(b);
    a += b;
    b += a;
    key.set(a, b);
  }

  private void absorb() {
    char[] chars = buffer;
    int end = (length + CHARS_PER_ROUND - 1) & -CHARS_PER_ROUND;
    Arrays.fill(chars, length, end, '\0');
    for (int i = 0; i < end; i += CHARS_PER_ROUND) {
      round(word(chars, i), word(chars, i + 4));
    }
    length = 0;
  }

  private static long word(char[] chars, int i) {
    return chars[i]
        | (long) chars[i + 1] << 16
        | (long) chars[i + 2] << 32
        | (long) chars[i + 3] << 48;
  }

  private void round(long k1, long k2) {
    h1 ^= Long.rotateLeft(k1 * C1, 31) * C2;
    h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
    h2 ^= Long.rotateLeft(k2 * C2, 33) * C1;
    h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
  }

  private static long mixed(long k) {
    long x = (k ^ (k >>> 33)) * 0xff51afd7ed558ccdL;
    x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return x ^ (x >>> 33);
  }
}
