package io.eventrecorder.core.pipeline.machine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lanes by their names. A hash table whose entries are the lanes themselves; the lanes of a bucket
 * are linked. A {@code HashMap} needs two more objects for each lane, a key and a node. They are in
 * no cache of the processor any more when the answer comes and the lane is removed.
 */
final class LaneMap {
  private static final int INITIAL = 16;

  /** The length is a power of two, and not below the number of lanes. */
  private @Nullable Lane[] buckets = new Lane[INITIAL];

  private int size;

  int size() {
    return size;
  }

  /** The lane of this name; null if there is none. */
  @Nullable Lane get(String namespace, String name) {
    int hash = EventKey.hash(namespace, name);
    Lane lane = buckets[index(hash, buckets)];
    while (lane != null && !(lane.hash() == hash && lane.hasName(namespace, name))) {
      lane = lane.nextInBucket;
    }
    return lane;
  }

  /** Adds a lane, which must not be there. A full heap leaves the table as it was. */
  void add(Lane lane) {
    if (size == buckets.length) {
      grow();
    }
    link(lane, buckets);
    size++;
  }

  /** Removes a lane, which must be there. */
  void remove(Lane lane) {
    int index = index(lane.hash(), buckets);
    Lane other = buckets[index];
    if (other == lane) {
      buckets[index] = lane.nextInBucket;
    } else {
      while (other != null && other.nextInBucket != lane) {
        other = other.nextInBucket;
      }
      if (other == null) {
        throw new IllegalStateException("the lane of " + lane.name() + " is in no bucket");
      }
      other.nextInBucket = lane.nextInBucket;
    }
    lane.nextInBucket = null;
    size--;
  }

  /** A new list of all lanes. */
  List<Lane> all() {
    List<Lane> all = new ArrayList<>(size);
    for (Lane first : buckets) {
      for (Lane lane = first; lane != null; lane = lane.nextInBucket) {
        all.add(lane);
      }
    }
    return all;
  }

  void clear() {
    buckets = new Lane[INITIAL];
    size = 0;
  }

  private void grow() {
    @Nullable Lane[] more = new Lane[2 * buckets.length];
    for (Lane lane : all()) {
      link(lane, more);
    }
    buckets = more;
  }

  private static void link(Lane lane, @Nullable Lane[] buckets) {
    int index = index(lane.hash(), buckets);
    lane.nextInBucket = buckets[index];
    buckets[index] = lane;
  }

  /** The upper bits of the hash count, too. */
  private static int index(int hash, @Nullable Lane[] buckets) {
    return (hash ^ (hash >>> 16)) & (buckets.length - 1);
  }
}
