package io.eventrecorder.correlator;

/** The 128 bits that stand for a key. Mutable, so that making a key allocates nothing. */
final class Fingerprint {
  long hi;
  long lo;

  void set(long newHi, long newLo) {
    hi = newHi;
    lo = newLo;
  }
}
