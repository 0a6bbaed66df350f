package io.eventrecorder.json;

import io.eventrecorder.Event;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;

/**
 * Writers that {@link EventJson} uses again, because a new one costs as much as writing an event. A
 * thread takes the writer at the place of its number, so that threads seldom share one. A thread
 * that finds none creates one. Thread-safe.
 */
final class SpareWriters {
  /** A power of two. */
  private static final int PLACES = 16;

  private final EventApi api;
  private final AtomicReferenceArray<EventJsonWriter> spare = new AtomicReferenceArray<>(PLACES);

  SpareWriters(EventApi api) {
    this.api = api;
  }

  /** {@return what the method of a writer returns for an event} */
  <T> T write(Event event, BiFunction<EventJsonWriter, Event, T> method) {
    int place = (int) Thread.currentThread().getId() & (PLACES - 1);
    EventJsonWriter writer = spare.getAndSet(place, null);
    if (writer == null) {
      writer = new EventJsonWriter(api);
    }
    T json = method.apply(writer, event); // a writer that failed is not kept
    if (writer.isSmall()) {
      spare.lazySet(place, writer);
    }
    return json;
  }
}
