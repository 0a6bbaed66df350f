package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The newest state of each event. It survives when the server is killed. Thread-safe. */
final class DeliveryStore {
  private final Map<String, Event> events = new LinkedHashMap<>();

  /** {@return the HTTP status of the response} */
  synchronized int create(String path, Event event) {
    return events.putIfAbsent(path, event) == null ? 201 : 409;
  }

  /** {@return the HTTP status of the response} */
  synchronized int update(String path, Event event) {
    return events.replace(path, event) == null ? 404 : 200;
  }

  /** {@return the newest counts, in the order in which the events were created} */
  synchronized List<Integer> counts() {
    return events.values().stream().map(Event::count).toList();
  }

  /** {@return whether the store has this number of events, each with this count} */
  boolean holds(int expectedEvents, int count) {
    List<Integer> counts = counts();
    return counts.size() == expectedEvents && counts.stream().allMatch(each -> each == count);
  }

  /** {@return a summary for a line of the report} */
  String summary() {
    List<Integer> counts = counts();
    int least = counts.stream().mapToInt(Integer::intValue).min().orElse(0);
    int most = counts.stream().mapToInt(Integer::intValue).max().orElse(0);
    String range = least == most ? "each of count " + most : "of counts " + least + " to " + most;
    return counts.size() + " stored, " + range;
  }
}
