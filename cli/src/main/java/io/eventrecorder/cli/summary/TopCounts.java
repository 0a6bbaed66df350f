package io.eventrecorder.cli.summary;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the names with the highest counts, in bounded memory: the algorithm Space-Saving (Metwally,
 * Agrawal, El Abbadi, 2005). The counts are exact until there are more names than it has room for.
 * Then a new name takes the place of the one with the lowest count, and goes on from that count, so
 * counts can be too high, but no frequent name is missing. Not thread-safe.
 */
final class TopCounts {
  /** A name and its count. */
  record Entry(String name, long count) {}

  private final int room;
  private final Map<String, Long> counts = new HashMap<>();
  private boolean estimated;

  TopCounts(int room) {
    this.room = room;
  }

  void add(String name, long count) {
    Long before = counts.get(name);
    if (before == null && counts.size() == room) {
      Map.Entry<String, Long> lowest =
          counts.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
      before = lowest.getValue();
      counts.remove(lowest.getKey());
      estimated = true;
    }
    counts.put(name, (before == null ? 0 : before) + count);
  }

  /** {@return whether counts may be too high} */
  boolean isEstimated() {
    return estimated;
  }

  /** {@return the names with the highest counts, the highest first} */
  List<Entry> top(int number) {
    return counts.entrySet().stream()
        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Entry::count).reversed().thenComparing(Entry::name))
        .limit(number)
        .toList();
  }
}
