package io.eventrecorder.relay.input;

import java.security.SecureRandom;

/**
 * Hashes lists of texts to 64 bits, by SipHash-1-3 (Aumasson and Bernstein, 2012) with a random
 * key. So a producer cannot choose two lists with one hash. The hashes are of use as long as this
 * object, because no one stores the key. Allocates nothing. Not thread-safe.
 */
final class PairHash {
  private static final int CHARS_OF_WORD = Long.BYTES / Character.BYTES;

  private final long k0;
  private final long k1;
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  PairHash() {
    SecureRandom random = new SecureRandom();
    this.k0 = random.nextLong();
    this.k1 = random.nextLong();
  }

  /** Starts a list. {@return this} */
  PairHash start() {
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL;
    v2 = k0 ^ 0x6c7967656e657261L;
    v3 = k1 ^ 0x7465646279746573L;
    return this;
  }

  /** Adds a text, after its length: so different lists are different inputs. {@return this} */
  PairHash add(String text) {
    int length = text.length();
    absorb(length);
    for (int from = 0; from < length; from += CHARS_OF_WORD) {
      long word = 0;
      int to = Math.min(length, from + CHARS_OF_WORD);
      for (int i = from; i < to; i++) {
        word = word << Character.SIZE | text.charAt(i);
      }
      absorb(word);
    }
    return this;
  }

  /** {@return the hash of the texts since the start} */
  long end() {
    v2 ^= 0xff;
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void absorb(long word) {
    v3 ^= word;
    round();
    v0 ^= word;
  }

  private void round() {
    v0 += v1;
    v2 += v3;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 = Long.rotateLeft(v2, 32);
  }
}
