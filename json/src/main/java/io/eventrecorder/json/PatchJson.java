package io.eventrecorder.json;

import static io.eventrecorder.json.MemberNames.COUNT;
import static io.eventrecorder.json.MemberNames.LAST_OBSERVED_TIME;
import static io.eventrecorder.json.MemberNames.LAST_TIMESTAMP;
import static io.eventrecorder.json.MemberNames.MESSAGE;
import static io.eventrecorder.json.MemberNames.SERIES;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.EventPatch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes a patch as a JSON merge patch. */
final class PatchJson {
  private static final int ROOM_FOR_ALL_BUT_MESSAGE = 160;

  private final JsonBuffer json;
  private final byte[] timestamp = new byte[Timestamps.LONGEST];

  private PatchJson(int capacity) {
    json = new JsonBuffer(capacity);
  }

  static String write(EventPatch patch) {
    Event newest = patch.newest();
    Instant time = newest.lastTimestamp();
    return time != null && changesCountTimeAndMessage(patch, newest)
        ? usual(newest.count(), time, newest.message())
        : any(patch);
  }

  /** Whether these three change and nothing else does, and the message needs no escapes. */
  private static boolean changesCountTimeAndMessage(EventPatch patch, Event newest) {
    return newest.count() != 0
        && patch.changesLastTimestamp()
        && !newest.message().isEmpty()
        && patch.series().isEmpty()
        && JsonBuffer.isPlain(newest.message());
  }

  /** Nearly every patch. One expression, because the compiler then copies each part once. */
  private static String usual(int count, Instant time, String message) {
    return "{\"count\":"
        + count
        + ",\"lastTimestamp\":\""
        + Timestamps.seconds(time)
        + "\",\"message\":\""
        + message
        + "\"}";
  }

  private static String any(EventPatch patch) {
    PatchJson out =
        new PatchJson(ROOM_FOR_ALL_BUT_MESSAGE + patch.message().map(String::length).orElse(0));
    out.put(patch);
    return out.json.toString();
  }

  private void put(EventPatch patch) {
    json.start('{');
    patch.count().ifPresent(count -> json.number(COUNT, count));
    if (patch.changesLastTimestamp()) {
      time(LAST_TIMESTAMP, patch.lastTimestamp(), false);
    }
    patch.message().ifPresent(message -> json.text(MESSAGE, message));
    patch.series().ifPresent(this::series);
    json.end('}');
  }

  private void series(EventSeries series) {
    json.start(SERIES, '{');
    json.number(COUNT, series.count());
    time(LAST_OBSERVED_TIME, series.lastObservedTime(), true);
    json.end('}');
  }

  private void time(MemberName name, @Nullable Instant time, boolean micros) {
    if (time == null) {
      json.nothing(name);
    } else {
      json.ascii(name, timestamp, Timestamps.write(time, timestamp, micros));
    }
  }
}
