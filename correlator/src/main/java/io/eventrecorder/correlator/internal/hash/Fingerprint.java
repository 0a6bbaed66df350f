package io.eventrecorder.correlator.internal.hash;

/** The 128-bit hash of a key. Mutable, so that making a key allocates nothing. */
public final class Fingerprint {
  private long hi;
  private long lo;

  /** The first 64 bits. */
  public long hi() {
    return hi;
  }

  /** The last 64 bits. */
  public long lo() {
    return lo;
  }

  /** Sets all bits. */
  public void set(long newHi, long newLo) {
    hi = newHi;
    lo = newLo;
  }
}
