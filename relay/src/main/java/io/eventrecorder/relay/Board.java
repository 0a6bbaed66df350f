package io.eventrecorder.relay;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/** Where the tasks of an instance publish their numbers, for other threads to read. Thread-safe. */
final class Board {
  /** The place of one task; empty until it publishes for the first time. */
  static final class Place extends AtomicReference<RelayStats.Partition> {
    private static final long serialVersionUID = 1L;
  }

  private final ConcurrentMap<Integer, Place> places = new ConcurrentHashMap<>();

  /** {@return a place for a task; it replaces the place of an older task of the partition} */
  Place open(int partition) {
    Place place = new Place();
    places.put(partition, place);
    return place;
  }

  /** Removes the place of a task, unless a newer task has replaced it. */
  void close(int partition, Place place) {
    places.remove(partition, place);
  }

  /** {@return what the tasks have published, in the order of partitions} */
  List<RelayStats.Partition> read() {
    return places.values().stream()
        .map(AtomicReference::get)
        .filter(java.util.Objects::nonNull)
        .sorted(Comparator.comparingInt(RelayStats.Partition::partition))
        .toList();
  }
}
