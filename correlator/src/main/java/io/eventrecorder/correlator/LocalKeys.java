package io.eventrecorder.correlator;

/** A growing set of fingerprints, in one array: a group has few, and there are many groups. */
final class LocalKeys {
  private static final int FEWEST_SLOTS = 2;

  /** Pairs of longs; a pair of zeros is empty. */
  private long[] slots = new long[2 * FEWEST_SLOTS];

  private int size;

  int size() {
    return size;
  }

  boolean contains(Fingerprint key) {
    int i = find(slots, key.hi, key.lo);
    return slots[i] != 0 || slots[i + 1] != 0;
  }

  /** Adds a key that is not there. */
  void add(Fingerprint key) {
    if (4 * (size + 1) > 3 * (slots.length / 2)) {
      grow();
    }
    put(slots, key.hi, key.lo);
    size++;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0 || slots[i + 1] != 0) {
        put(larger, slots[i], slots[i + 1]);
      }
    }
    slots = larger;
  }

  private static void put(long[] slots, long hi, long lo) {
    int i = find(slots, hi, lo);
    slots[i] = hi;
    slots[i + 1] = lo;
  }

  /** Where the key is, or the empty place where it would go. */
  private static int find(long[] slots, long hi, long lo) {
    int mask = slots.length - 1;
    int i = ((int) lo << 1) & mask;
    while ((slots[i] != hi || slots[i + 1] != lo) && (slots[i] != 0 || slots[i + 1] != 0)) {
      i = (i + 2) & mask;
    }
    return i;
  }
}
