package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonWriter;
import io.eventrecorder.spi.EventPatch;

/** The JSON of this project. */
final class EventRecorderJson implements JsonImplementation<Event> {
  private final EventApi api;
  private final EventJsonWriter writer;

  EventRecorderJson(EventApi api) {
    this.api = api;
    this.writer = EventJson.writer(api);
  }

  @Override
  public Event of(Event event) {
    return event;
  }

  @Override
  public Event read(byte[] json) {
    return EventJson.read(json);
  }

  @Override
  public String write(Event event) {
    return EventJson.write(event, api);
  }

  @Override
  public byte[] writeBytes(Event event) {
    return EventJson.writeBytes(event, api);
  }

  @Override
  public byte[] writeReused(Event event) {
    return writer.write(event);
  }

  @Override
  public String mergePatch(Event event) {
    return EventJson.mergePatch(EventPatch.ofCount(event));
  }
}
