package io.eventrecorder.correlator.internal.hash;

import java.util.Comparator;

/** The 128-bit hash of a key. Mutable, so that making a key allocates nothing. */
public final class Fingerprint {
  /** An order, the same in all processes. */
  public static final Comparator<Fingerprint> ORDER =
      Comparator.comparingLong(Fingerprint::hi).thenComparingLong(Fingerprint::lo);

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
