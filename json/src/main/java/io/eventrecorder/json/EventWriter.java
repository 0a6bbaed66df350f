package io.eventrecorder.json;

import io.eventrecorder.Event;

/**
 * Writes many events as JSON: what {@link EventJson#writeBytes} writes, with buffers that are used
 * again. Not thread-safe.
 */
public final class EventWriter {
  private final EventJsonWriter writer;

  EventWriter(EventApi api) {
    this.writer = new EventJsonWriter(api);
  }

  /**
   * {@return the event on one line, in UTF-8}
   *
   * @param event the event
   * @throws EventJsonException if it has no JSON form: a year beyond 9999, unknown fields that are
   *     not JSON; the next event is written all the same
   */
  public byte[] write(Event event) {
    return writer.bytes(event);
  }
}
