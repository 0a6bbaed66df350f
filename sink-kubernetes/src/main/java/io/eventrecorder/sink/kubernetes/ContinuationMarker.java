package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The annotation of an event with a stable name. It describes the last write that created or
 * continued the event.
 *
 * @param writer the sink that wrote, by a random number
 * @param event the name with which the event came to that sink, as a DNS-1123 subdomain
 * @param contributed how much of the count comes from that write
 */
record ContinuationMarker(String writer, String event, int contributed) {
  static final String ANNOTATION = "eventrecorder.io/continued-by";

  private static final Pattern TEXT =
      Pattern.compile("([0-9a-f]{16})/([-.a-z0-9]{1,253})/([0-9]{1,9})");

  /** {@return the marker; null if the event has none, or one that is not valid} */
  static @Nullable ContinuationMarker of(Event event) {
    Matcher text = TEXT.matcher(event.annotations().getOrDefault(ANNOTATION, ""));
    return text.matches()
        ? new ContinuationMarker(part(text, 1), part(text, 2), Integer.parseInt(part(text, 3)))
        : null;
  }

  /** {@return the value of the annotation; no character needs an escape in JSON} */
  String text() {
    return writer + '/' + event + '/' + contributed;
  }

  private static String part(Matcher text, int group) {
    return String.valueOf(text.group(group));
  }
}
