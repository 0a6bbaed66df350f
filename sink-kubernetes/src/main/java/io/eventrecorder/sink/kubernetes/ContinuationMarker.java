package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an event with a stable name says of the last create, or take-over, of it.
 *
 * @param writer the instance of the sink
 * @param event the event's name in the pipeline of that, as a DNS-1123 subdomain
 * @param contributed how much of the count is from there
 */
record ContinuationMarker(String writer, String event, int contributed) {
  static final String ANNOTATION = "eventrecorder.io/continued-by";

  private static final Pattern TEXT =
      Pattern.compile("([0-9a-f]{16})/([-.a-z0-9]{1,253})/([0-9]{1,9})");

  /** {@return the mark; null if the event has none that can be read} */
  static @Nullable ContinuationMarker of(Event event) {
    Matcher text = TEXT.matcher(event.annotations().getOrDefault(ANNOTATION, ""));
    return text.matches()
        ? new ContinuationMarker(part(text, 1), part(text, 2), Integer.parseInt(part(text, 3)))
        : null;
  }

  /** {@return the annotation's value; no character of it needs an escape in JSON} */
  String text() {
    return writer + '/' + event + '/' + contributed;
  }

  private static String part(Matcher text, int group) {
    return String.valueOf(text.group(group));
  }
}
