package io.eventrecorder.core;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.text.PrintableText;

/**
 * Formats an event as client-go's structured logging does. The result is always one line, with any
 * content of the event.
 */
final class EventLine {
  private EventLine() {}

  static String of(Event event) {
    StringBuilder line = new StringBuilder("Event occurred");
    ObjectReference object = event.regarding();
    String name =
        object.namespace().isEmpty() ? object.name() : object.namespace() + "/" + object.name();
    member(line, "object", name);
    member(line, "fieldPath", object.fieldPath());
    member(line, "kind", object.kind());
    member(line, "apiVersion", object.apiVersion());
    member(line, "type", event.type());
    member(line, "reason", event.reason());
    member(line, "message", event.message());
    return line.toString();
  }

  private static void member(StringBuilder line, String name, String value) {
    line.append(' ').append(name).append('=').append(PrintableText.quoted(value));
  }
}
