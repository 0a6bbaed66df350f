package io.eventrecorder.cli;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.EventPatch;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests since the last line of output, as JSON. */
final class SeriesRequests {
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final VirtualClock clock;
  private final List<String> requests = new ArrayList<>();

  SeriesRequests(VirtualClock clock) {
    this.clock = clock;
  }

  /**
   * Adds one.
   *
   * @param patch what changed; null for a create
   * @param cause why it was sent: {@code event}, {@code due} or {@code late}
   */
  void add(Event event, @Nullable EventPatch patch, String answer, String cause) {
    String body =
        patch == null ? "\"event\":" + json(event) : "\"patch\":" + EventJson.mergePatch(patch);
    requests.add(
        "{\"at\":\""
            + AT.format(clock.instant())
            + "\",\"op\":\""
            + (patch == null ? "create" : "patch")
            + "\",\"namespace\":"
            + ResultLine.quoted(event.namespace())
            + ",\"name\":"
            + ResultLine.quoted(event.name())
            + ','
            + body
            + ",\"answer\":\""
            + answer
            + "\",\"cause\":\""
            + cause
            + "\"}");
  }

  /** {@return all, which are then forgotten} */
  String takeAll() {
    String all = '[' + String.join(",", requests) + ']';
    requests.clear();
    return all;
  }

  static String json(Event event) {
    return EventJson.write(event, EventApi.EVENTS_V1);
  }
}
