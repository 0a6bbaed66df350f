package io.eventrecorder.json;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.text.PrintableText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes a patch as it goes over the wire, without a tree in between. */
final class PatchJson {
  private static final int ROOM_BESIDES_MESSAGE = 96;
  private static final int ROOM_FOR_ESCAPES = 16;

  private final StringBuilder json;

  private PatchJson(int capacity) {
    json = new StringBuilder(capacity);
  }

  static String write(EventPatch patch) {
    Event newest = patch.newest();
    Instant time = newest.lastTimestamp();
    return time != null && changesCountTimeAndMessage(patch, newest)
        ? usual(newest.count(), time, newest.message())
        : any(patch);
  }

  /** Whether these three change and nothing else does. */
  private static boolean changesCountTimeAndMessage(EventPatch patch, Event newest) {
    return newest.count() != 0
        && patch.changesLastTimestamp()
        && !newest.message().isEmpty()
        && patch.series().isEmpty();
  }

  /** Nearly every patch. One expression is compiled to one copy of each part. */
  private static String usual(int count, Instant time, String message) {
    return "{\"count\":"
        + count
        + ",\"lastTimestamp\":\""
        + Timestamps.seconds(time)
        + "\",\"message\":\""
        + quoted(message)
        + "\"}";
  }

  private static String any(EventPatch patch) {
    PatchJson out =
        new PatchJson(ROOM_BESIDES_MESSAGE + patch.message().map(String::length).orElse(0));
    out.json.append('{');
    patch.count().ifPresent(count -> out.member("count").append(count.intValue()));
    if (patch.changesLastTimestamp()) {
      out.member("lastTimestamp");
      Instant time = patch.lastTimestamp();
      out.time(time == null ? null : Timestamps.seconds(time));
    }
    patch.message().ifPresent(out::message);
    patch.series().ifPresent(out::series);
    return out.json.append('}').toString();
  }

  private StringBuilder member(String name) {
    if (json.charAt(json.length() - 1) != '{') {
      json.append(',');
    }
    return json.append('"').append(name).append("\":");
  }

  private void time(@Nullable String timestamp) {
    if (timestamp == null) {
      json.append("null");
    } else {
      json.append('"').append(timestamp).append('"');
    }
  }

  private void message(String message) {
    member("message").append('"').append(quoted(message)).append('"');
  }

  private static String quoted(String message) {
    int plain = plainLength(message);
    if (plain == message.length()) {
      return message;
    }
    StringBuilder text = new StringBuilder(message.length() + ROOM_FOR_ESCAPES);
    text.append(message, 0, plain);
    JsonStringEncoder.getInstance()
        .quoteAsString(message.subSequence(plain, message.length()), text);
    return PrintableText.json(text.toString());
  }

  /** Most messages need no escapes at all, and copying is several times as fast as quoting. */
  private static int plainLength(String message) {
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      if (c == '"' || c == '\\' || !PrintableText.isPrintable(c)) {
        return i;
      }
    }
    return message.length();
  }

  private void series(EventSeries series) {
    member("series").append("{\"count\":").append(series.count()).append(",\"lastObservedTime\":");
    Instant time = series.lastObservedTime();
    time(time == null ? null : Timestamps.micros(time));
    json.append('}');
  }
}
