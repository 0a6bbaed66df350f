package io.eventrecorder.correlator.internal.hash;

import java.util.function.Consumer;

/**
 * A set of fingerprints that only grows. It is one array, because there are many groups with few
 * local keys each. Not thread-safe.
 */
public final class FingerprintSet {
  private static final int INITIAL_SLOTS = 2;

  /** Pairs of longs; two zeros mark an empty slot. */
  private long[] slots = new long[2 * INITIAL_SLOTS];

  private int size;

  public int size() {
    return size;
  }

  public boolean contains(Fingerprint key) {
    int i = find(slots, key.hi(), key.lo());
    return slots[i] != 0 || slots[i + 1] != 0;
  }

  /** Adds a key that the set does not contain. */
  public void add(Fingerprint key) {
    if (4 * (size + 1) > 3 * (slots.length / 2)) {
      grow();
    }
    put(slots, key.hi(), key.lo());
    size++;
  }

  /** Passes every key to the action. */
  public void forEach(Consumer<Fingerprint> action) {
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0 || slots[i + 1] != 0) {
        Fingerprint key = new Fingerprint();
        key.set(slots[i], slots[i + 1]);
        action.accept(key);
      }
    }
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

  /** Returns the index of the key, or of the empty slot where it belongs. */
  private static int find(long[] slots, long hi, long lo) {
    int mask = slots.length - 1;
    int i = ((int) lo << 1) & mask;
    while ((slots[i] != hi || slots[i + 1] != lo) && (slots[i] != 0 || slots[i + 1] != 0)) {
      i = (i + 2) & mask;
    }
    return i;
  }
}
