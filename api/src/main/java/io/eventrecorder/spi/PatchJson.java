package io.eventrecorder.spi;

import io.eventrecorder.EventSeries;
import io.eventrecorder.json.Timestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes a patch as it goes over the wire, without a tree in between. */
final class PatchJson {
  private final StringBuilder json = new StringBuilder(160);

  private PatchJson() {}

  static String write(EventPatch patch) {
    PatchJson out = new PatchJson();
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
    member("message").append('"');
    JsonStringEncoder.getInstance().quoteAsString(message, json);
    json.append('"');
  }

  private void series(EventSeries series) {
    member("series").append("{\"count\":").append(series.count()).append(",\"lastObservedTime\":");
    Instant time = series.lastObservedTime();
    time(time == null ? null : Timestamps.micros(time));
    json.append('}');
  }
}
