package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a server keeps when it is killed: the newest state of each event. Thread-safe. */
final class DeliveryStore {
  private final Map<String, Event> events = new LinkedHashMap<>();

  /** The status of the answer. */
  synchronized int create(String path, Event event) {
    return events.putIfAbsent(path, event) == null ? 201 : 409;
  }

  /** The status of the answer. */
  synchronized int update(String path, Event event) {
    return events.replace(path, event) == null ? 404 : 200;
  }

  /** The newest counts, in the order in which the events came. */
  synchronized List<Integer> counts() {
    return events.values().stream().map(Event::count).toList();
  }

  /** Whether there are so many events, each with that count. */
  boolean holds(int expectedEvents, int count) {
    List<Integer> counts = counts();
    return counts.size() == expectedEvents && counts.stream().allMatch(each -> each == count);
  }

  /** For a line of the report. */
  String summary() {
    List<Integer> counts = counts();
    int least = counts.stream().mapToInt(Integer::intValue).min().orElse(0);
    int most = counts.stream().mapToInt(Integer::intValue).max().orElse(0);
    String range = least == most ? "each of count " + most : "of counts " + least + " to " + most;
    return counts.size() + " stored, " + range;
  }
}
