package io.eventrecorder.correlator.internal.cache;

import java.util.Arrays;

/**
 * Two lists of places, each in the order of their last use. A list is a ring: its first place is no
 * node, but links the newest node with the oldest one. {@code newer} of that place is the oldest
 * node, and {@code older} is the newest. Not thread-safe.
 */
final class LruLists {
  static final int PROBATION = 0;
  static final int PROTECTED = 1;
  static final int FIRST_NODE = 2;

  private int[] newer;
  private int[] older;

  /** Which nodes are in the list {@link #PROTECTED}. */
  private boolean[] isProtected;

  private final int[] sizes = new int[FIRST_NODE];

  /** A place that was left, and that links to others through {@code older}; 0 if there is none. */
  private int free;

  private int used = FIRST_NODE;

  LruLists(int places) {
    newer = new int[places];
    older = new int[places];
    isProtected = new boolean[places];
    newer[PROTECTED] = PROTECTED;
    older[PROTECTED] = PROTECTED;
  }

  int size(int list) {
    return sizes[list];
  }

  int listOf(int place) {
    return isProtected[place] ? PROTECTED : PROBATION;
  }

  /** Returns the node after the given one, from the oldest to the newest, then {@code list}. */
  int newerThan(int place) {
    return newer[place];
  }

  /** Returns the oldest node; {@code list} if there is none. */
  int oldest(int list) {
    return newer[list];
  }

  /** Returns a place for a new node, which is in no list yet. */
  int take() {
    int place = free;
    if (place == 0) {
      return used++;
    }
    free = older[place];
    return place;
  }

  /** Gives back the place of a node that is in no list. */
  void giveBack(int place) {
    older[place] = free;
    free = place;
  }

  /** Adds a node as the newest. */
  void add(int list, int place) {
    link(list, place);
    isProtected[place] = list == PROTECTED;
    sizes[list]++;
  }

  void remove(int place) {
    unlink(place);
    sizes[listOf(place)]--;
  }

  /** Moves a node of the list. */
  void moveToNewest(int list, int place) {
    if (older[list] != place) {
      unlink(place);
      link(list, place);
    }
  }

  private void link(int list, int place) {
    int second = older[list];
    newer[second] = place;
    older[place] = second;
    newer[place] = list;
    older[list] = place;
  }

  private void unlink(int place) {
    int before = older[place];
    int after = newer[place];
    newer[before] = after;
    older[after] = before;
  }

  void grow(int places) {
    newer = Arrays.copyOf(newer, places);
    older = Arrays.copyOf(older, places);
    isProtected = Arrays.copyOf(isProtected, places);
  }
}
