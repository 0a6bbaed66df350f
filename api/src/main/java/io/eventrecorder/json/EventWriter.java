package io.eventrecorder.json;

import io.eventrecorder.Event;
import org.jspecify.annotations.Nullable;

/**
 * Writes many events as JSON: what {@link EventJson#writeBytes} writes, with buffers that are used
 * again. Not thread-safe.
 */
public final class EventWriter {
  private final EventApi api;
  private @Nullable EventJsonWriter writer;

  EventWriter(EventApi api) {
    this.api = api;
  }

  /**
   * {@return the event on one line, in UTF-8}
   *
   * @param event the event
   * @throws EventJsonException if it has no JSON form: a year beyond 9999, unknown fields that are
   *     not JSON; the next event is written all the same
   */
  public byte[] write(Event event) {
    EventJsonWriter current = writer == null ? new EventJsonWriter(api) : writer;
    writer = null; // one that failed is in the middle of something
    byte[] bytes = current.bytes(event);
    writer = current;
    return bytes;
  }
}
