package io.eventrecorder.correlator.internal.cache;

import io.eventrecorder.correlator.internal.hash.Fingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What has changed in a cache since the last collection. A cache has one only if its changes are
 * collected. Everything is in arrays, by place, so that the nodes are no larger for it. Not
 * thread-safe.
 */
final class ChangeLog {
  /** The numbers of {@link Position}, by place. */
  private long[] added;

  private long[] used;

  /** Whether the place is in {@link #changed}. */
  private boolean[] isChanged;

  /** Whether the node at the place was collected or restored before. */
  private boolean[] isCollected;

  /** The first {@link #count} are places that may have changed. Each place is there once. */
  private int[] changed;

  private int count;

  /** The keys of nodes that were collected or restored before, and have left. */
  private List<Fingerprint> removed = new ArrayList<>();

  private long last;

  ChangeLog(int places) {
    added = new long[places];
    used = new long[places];
    isChanged = new boolean[places];
    isCollected = new boolean[places];
    changed = new int[places];
  }

  /** A new node is at the place. */
  void add(int place) {
    isCollected[place] = false;
    use(place);
    added[place] = last;
  }

  /** A node from an earlier cache is at the place. */
  void restore(int place, Position position) {
    isCollected[place] = true;
    added[place] = position.added();
    used[place] = position.used();
    last = Math.max(last, position.used());
    change(place);
  }

  /** The node at the place is now the newest of its list. */
  void use(int place) {
    used[place] = ++last;
    change(place);
  }

  /** Numbers up to this one are not given again. */
  void reserve(long number) {
    last = Math.max(last, number);
  }

  void change(int place) {
    if (!isChanged[place]) {
      isChanged[place] = true;
      changed[count++] = place;
    }
  }

  /** The node at the place is about to leave. */
  void remove(int place, KeyTable keys) {
    if (isCollected[place]) {
      removed.add(keys.key(place));
    }
  }

  long added(int place) {
    return added[place];
  }

  Position position(int place, boolean isProtected) {
    return new Position(added[place], used[place], isProtected);
  }

  /** The number of places that may have changed. */
  int changedCount() {
    return count;
  }

  /** One of the places that may have changed. There may be no node. */
  int changed(int index) {
    return changed[index];
  }

  /** The node at the place is about to be collected. */
  void collect(int place) {
    isCollected[place] = true;
  }

  /** The keys of nodes that have left. Some may be there again. */
  List<Fingerprint> removed() {
    return removed;
  }

  /** Everything was collected. */
  void clear() {
    for (int i = 0; i < count; i++) {
      isChanged[changed[i]] = false;
    }
    count = 0;
    removed = new ArrayList<>();
  }

  void grow(int places) {
    added = Arrays.copyOf(added, places);
    used = Arrays.copyOf(used, places);
    isChanged = Arrays.copyOf(isChanged, places);
    isCollected = Arrays.copyOf(isCollected, places);
    changed = Arrays.copyOf(changed, places);
  }
}
