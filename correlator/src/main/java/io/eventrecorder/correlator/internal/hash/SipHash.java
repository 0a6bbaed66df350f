package io.eventrecorder.correlator.internal.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-1-3 with 128 bits of output (Aumasson and Bernstein, 2012; the 128-bit form is that of
 * the authors' reference code): one round for each word, and three at the end. It has a secret key:
 * without the key, no one can choose inputs that have the same hash. It reads whole words of eight
 * bytes, the lowest byte first. The caller must encode different inputs as different words. Not
 * thread-safe.
 */
public final class SipHash {
  /** Reads and writes a word in an array of bytes, the lowest byte first. */
  static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The state after the first part of an input; several inputs can share that part. */
  public static final class State {
    long v0;
    long v1;
    long v2;
    long v3;
  }

  private static final long K0_MASK = 0x6c7967656e657261L;
  private static final long K1_MASK = 0x7465646279746573L;

  private final State initial = new State();
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  SipHash(long k0, long k1) {
    setKey(k0, k1);
  }

  void setKey(long k0, long k1) {
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL ^ 0xee;
    v2 = k0 ^ K0_MASK;
    v3 = k1 ^ K1_MASK;
    save(initial);
  }

  /** The first half of the key. */
  long k0() {
    return initial.v2 ^ K0_MASK;
  }

  /** The last half of the key. */
  long k1() {
    return initial.v3 ^ K1_MASK;
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

  /**
   * Reads the words in the first bytes of an array. Local variables let the JIT compiler keep the
   * state in registers.
   *
   * @param count the number of bytes; those up to the next multiple of eight are read, too
   */
  void absorb(byte[] bytes, int count) {
    long a = v0;
    long b = v1;
    long c = v2;
    long d = v3;
    for (int i = 0; i < count; i += Long.BYTES) {
      long word = (long) WORD.get(bytes, i);
      d ^= word;
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
    threeRounds();
    long lo = v0 ^ v1 ^ v2 ^ v3;
    v1 ^= 0xdd;
    threeRounds();
    key.set(v0 ^ v1 ^ v2 ^ v3, lo);
  }

  private void threeRounds() {
    long a = v0;
    long b = v1;
    long c = v2;
    long d = v3;
    for (int round = 0; round < 3; round++) {
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
    v0 = a;
    v1 = b;
    v2 = c;
    v3 = d;
  }
}
