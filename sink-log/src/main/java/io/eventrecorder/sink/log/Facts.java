package io.eventrecorder.sink.log;

import io.eventrecorder.Event;
import io.eventrecorder.EventType;
import org.slf4j.event.Level;

/** What an event says in one of several places. */
final class Facts {
  private Facts() {}

  /** An unknown type comes from elsewhere only, and nobody has said that it is a problem. */
  static Level level(Event event) {
    return EventType.WARNING.equals(event.type()) ? Level.WARN : Level.INFO;
  }
}
