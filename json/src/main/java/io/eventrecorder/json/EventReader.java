package io.eventrecorder.json;

import io.eventrecorder.Event;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads events. It first reads an event quickly, without Jackson. What {@link QuickCursor} cannot
 * read, it reads again from the start with Jackson, which also explains every error.
 */
final class EventReader {
  private EventReader() {}

  static Event read(byte[] json, int maxDepth) {
    Event event = quickly(json, maxDepth);
    return event != null ? event : carefully(json, maxDepth);
  }

  /** {@return the event; null if it must be read carefully} */
  static @Nullable Event quickly(byte[] json, int maxDepth) {
    try {
      QuickCursor cursor = new QuickCursor(json, maxDepth);
      Envelope envelope = Envelope.of(cursor);
      cursor.restart();
      return envelope.isOfEvent() ? EventJsonParser.parse(cursor, envelope.api()) : null;
    } catch (UnusualJsonException e) {
      return null;
    }
  }

  static Event carefully(byte[] json, int maxDepth) {
    JsonFactory factory = JacksonFactories.of(maxDepth);
    JsonSlice slice = SingleDocument.of(json);
    Envelope envelope = JacksonCursor.read(factory, slice, Envelope::of);
    if (!envelope.isOfEvent()) {
      throw slice.error(
          slice.offset(),
          "",
          "is not an event; an event has the kind Event, or an involvedObject or regarding");
    }
    return JacksonCursor.read(
        factory, slice, cursor -> EventJsonParser.parse(cursor, envelope.api()));
  }
}
