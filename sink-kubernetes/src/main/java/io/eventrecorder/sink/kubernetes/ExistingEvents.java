package io.eventrecorder.sink.kubernetes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.eventrecorder.Event;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;

/**
 * The events that this sink has written under stable names, and that probably still exist. All
 * threads of the sink share it, and it may forget any event: an event that is not in here costs one
 * more request. Thread-safe.
 */
final class ExistingEvents {
  /** About 2 MB with names of 60 characters. */
  static final int MAX_EVENTS = 10_000;

  /** As long as an API server keeps an event after its last write, by default. */
  static final Duration EVENT_TTL = Duration.ofHours(1);

  private final Cache<String, Boolean> events;

  ExistingEvents(EventClock clock) {
    this.events =
        Caffeine.newBuilder()
            .maximumSize(MAX_EVENTS)
            .expireAfterWrite(EVENT_TTL)
            .ticker(clock::nanoTime)
            .executor(Runnable::run) // no thread of a common pool that would keep our class loader
            .build();
  }

  boolean contains(Event event) {
    return events.getIfPresent(key(event)) != null;
  }

  /** Notes that the event was written now. */
  void add(Event event) {
    events.put(key(event), Boolean.TRUE);
  }

  void remove(Event event) {
    events.invalidate(key(event));
  }

  /** {@return how many events are known} */
  long size() {
    events.cleanUp();
    return events.estimatedSize();
  }

  private static String key(Event event) {
    return event.namespace() + '/' + event.name();
  }
}
