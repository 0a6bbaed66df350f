package io.eventrecorder.micrometer;

import io.eventrecorder.Event;
import io.eventrecorder.EventType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Counts events by component, type and reason, on the recording threads. The number of components
 * and reasons is limited: an application that puts an order number into a reason must not fill the
 * metrics store. Thread-safe.
 */
final class RecordedEvents implements Consumer<Event> {
  static final int MAX_COMPONENTS = 20;
  static final int MAX_REASONS = 100;

  /** The tags of one counter, with limited values. */
  record Kind(String component, String type, String reason) {}

  private final TagLimiter components = new TagLimiter(MAX_COMPONENTS);
  private final TagLimiter reasons = new TagLimiter(MAX_REASONS);
  private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();

  @Override
  public void accept(Event event) {
    Kind kind =
        new Kind(
            components.of(event.source().component()),
            type(event.type()),
            reasons.of(event.reason()));
    counts.computeIfAbsent(kind, unused -> new LongAdder()).increment();
  }

  void forEach(BiConsumer<Kind, LongAdder> action) {
    counts.forEach(action);
  }

  /** A recorder accepts two types. A published event may have any type. */
  private static String type(String type) {
    if (EventType.isValid(type)) {
      return type;
    }
    return type.isEmpty() ? TagLimiter.NONE : TagLimiter.OTHER;
  }
}
