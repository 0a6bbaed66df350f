package io.eventrecorder.cli.script;

import io.eventrecorder.Event;
import io.eventrecorder.cli.correlate.VirtualClock;
import io.eventrecorder.spi.EventPatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stores events as an API server does, and gives other answers where the script asks for them. */
final class SeriesStore {
  static final String OK = "ok";
  static final String NOT_FOUND = "404";
  static final String ALREADY_EXISTS = "409";
  static final String LOST = "lost";

  private record Stored(Event event, long writtenNanos) {}

  private final VirtualClock clock;

  /** How long an event is kept after a write; 0 means without limit. */
  private final long ttlNanos;

  private final Map<String, Stored> events = new TreeMap<>();
  private final Map<String, Deque<String>> answers = new HashMap<>();

  SeriesStore(VirtualClock clock, Duration ttl) {
    this.clock = clock;
    this.ttlNanos = ttl.toNanos();
  }

  /** {@return a text that sorts by namespace, then by name} */
  static String key(String namespace, String name) {
    return namespace + '\0' + name;
  }

  static String key(Event event) {
    return key(event.namespace(), event.name());
  }

  void delete(String namespace, String name) {
    events.remove(key(namespace, name));
  }

  void answer(String object, String reason, List<String> next) {
    answers.computeIfAbsent(key(object, reason), key -> new ArrayDeque<>()).addAll(next);
  }

  /**
   * {@return the answer to a request}
   *
   * @param patch the change; null if the request creates the event
   */
  String request(Event event, @Nullable EventPatch patch) {
    Deque<String> wanted = answers.get(key(event.regarding().name(), event.reason()));
    String answer = wanted == null || wanted.isEmpty() ? OK : wanted.remove();
    if (!answer.equals(OK) && !answer.equals(LOST)) {
      return answer;
    }
    Event there = find(key(event));
    if (patch == null) {
      if (there != null) {
        return ALREADY_EXISTS;
      }
      put(event);
    } else {
      if (there == null) {
        return NOT_FOUND;
      }
      put(there.toBuilder().series(patch.series().orElse(there.series())).build());
    }
    return answer;
  }

  @Nullable Event find(String key) {
    forget();
    Stored stored = events.get(key);
    return stored == null ? null : stored.event();
  }

  List<Event> all() {
    forget();
    return events.values().stream().map(Stored::event).toList();
  }

  private void put(Event event) {
    events.put(key(event), new Stored(event, clock.nanoTime()));
  }

  /** Removes the events whose time to live has passed. */
  private void forget() {
    long now = clock.nanoTime();
    events.values().removeIf(stored -> ttlNanos > 0 && now - stored.writtenNanos() >= ttlNanos);
  }
}
