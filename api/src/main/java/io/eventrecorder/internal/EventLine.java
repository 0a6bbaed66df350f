package io.eventrecorder.internal;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;

/**
 * An event as one line of text, as client-go's structured logging writes it; control characters do
 * not break it.
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
    line.append(' ').append(name).append("=\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c == '\n') {
        line.append("\\n");
      } else if (Character.isISOControl(c)) {
        line.append(String.format("\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }
}
