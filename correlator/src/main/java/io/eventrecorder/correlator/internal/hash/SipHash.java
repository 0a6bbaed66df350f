package io.eventrecorder.correlator.internal.hash;

/**
 * SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, 2012; the 128-bit form is that of
 * the authors' reference code). It has a secret key: without the key, no one can choose inputs that
 * have the same hash. It reads whole words. The caller must encode different inputs as different
 * words. Not thread-safe.
 */
public final class SipHash {
  /** The state after the first part of an input; several inputs can share that part. */
  public static final class State {
    long v0;
    long v1;
    long v2;
    long v3;
  }

  private final State initial = new State();
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  SipHash(long k0, long k1) {
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL ^ 0xee;
    v2 = k0 ^ 0x6c7967656e657261L;
    v3 = k1 ^ 0x7465646279746573L;
    save(initial);
  }

  /** Starts a new input. */
  void start() {
    resume(initial);
  }

  void save(State state) {
    state.v0 = v0;
    state.v1 = v1;
    state.v2 = v2;
    state.v3 = v3;
  }

  void resume(State state) {
    v0 = state.v0;
    v1 = state.v1;
    v2 = state.v2;
    v3 = state.v3;
  }

  /** Reads words. Local variables let the JIT compiler keep the state in registers. */
  void absorb(long[] words, int count) {
    long a = v0;
    long b = v1;
    long c = v2;
    long d = v3;
    for (int i = 0; i < count; i++) {
      long word = words[i];
      d ^= word;
      for (int round = 0; round < 2; round++) {
        a += b;
        c += d;
        b = Long.rotateLeft(b, 13) ^ a;
        d = Long.rotateLeft(d, 16) ^ c;
        a = Long.rotateLeft(a, 32);
        c += b;
        a += d;
        b = Long.rotateLeft(b, 17) ^ c;
        d = Long.rotateLeft(d, 21) ^ a;
        c = Long.rotateLeft(c, 32);
      }
      a ^= word;
    }
    v0 = a;
    v1 = b;
    v2 = c;
    v3 = d;
  }

  /** Ends the input. The first half of the output is {@code lo}. */
  void finish(Fingerprint key) {
    v2 ^= 0xee;
    fourRounds();
    long lo = v0 ^ v1 ^ v2 ^ v3;
    v1 ^= 0xdd;
    fourRounds();
    key.set(v0 ^ v1 ^ v2 ^ v3, lo);
  }

  private void fourRounds() {
    for (int round = 0; round < 4; round++) {
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
}
