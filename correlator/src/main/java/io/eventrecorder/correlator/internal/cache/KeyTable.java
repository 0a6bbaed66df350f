package io.eventrecorder.correlator.internal.cache;

import io.eventrecorder.correlator.internal.hash.Fingerprint;
import java.util.Arrays;

/**
 * Finds the place of a key: a hash table with linear probing, whose slots hold places. At least
 * half of the slots are empty. The last bits of a key are random, so they choose its first slot.
 * Not thread-safe.
 */
final class KeyTable {
  private static final int SLOTS_PER_PLACE = 2;

  /** The keys, by place. */
  private long[] hi;

  private long[] lo;

  /** Places of keys; 0 marks an empty slot. */
  private int[] slots;

  /**
   * Makes an empty table.
   *
   * @param places the number of places; place 0 means that there is none
   * @param keys the greatest number of keys, a power of two
   */
  KeyTable(int places, int keys) {
    hi = new long[places];
    lo = new long[places];
    slots = new int[SLOTS_PER_PLACE * keys];
  }

  /** Returns the place of a key; 0 if it is not in the table. */
  int find(Fingerprint key) {
    int slot = slot(key.lo());
    int place = slots[slot];
    while (place != 0 && (lo[place] != key.lo() || hi[place] != key.hi())) {
      slot = next(slot);
      place = slots[slot];
    }
    return place;
  }

  /** Returns the key of a place. */
  Fingerprint key(int place) {
    Fingerprint key = new Fingerprint();
    key.set(hi[place], lo[place]);
    return key;
  }

  /** Adds a key that is not in the table. */
  void add(Fingerprint key, int place) {
    hi[place] = key.hi();
    lo[place] = key.lo();
    link(place);
  }

  /**
   * Removes the key of a place. The keys behind it move forward, so that no empty slot separates
   * them from their first slots.
   */
  void remove(int place) {
    int empty = slot(lo[place]);
    while (slots[empty] != place) {
      empty = next(empty);
    }
    for (int slot = next(empty); slots[slot] != 0; slot = next(slot)) {
      int first = slot(lo[slots[slot]]);
      if (distance(first, slot) >= distance(empty, slot)) {
        slots[empty] = slots[slot];
        empty = slot;
      }
    }
    slots[empty] = 0;
  }

  /** Makes room for more keys. */
  void grow(int places, int keys) {
    int[] smaller = slots;
    hi = Arrays.copyOf(hi, places);
    lo = Arrays.copyOf(lo, places);
    slots = new int[SLOTS_PER_PLACE * keys];
    for (int place : smaller) {
      if (place != 0) {
        link(place);
      }
    }
  }

  private void link(int place) {
    int slot = slot(lo[place]);
    while (slots[slot] != 0) {
      slot = next(slot);
    }
    slots[slot] = place;
  }

  private int slot(long bits) {
    return (int) bits & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  private int distance(int from, int to) {
    return (to - from) & (slots.length - 1);
  }
}
