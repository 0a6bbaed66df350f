package io.eventrecorder.cli.script;

import io.eventrecorder.Event;
import io.eventrecorder.cli.correlate.DecisionLine;
import io.eventrecorder.cli.correlate.VirtualClock;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.EventPatch;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the requests since the last line of output, as JSON. */
final class SeriesRequestLog {
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final VirtualClock clock;
  private final List<String> requests = new ArrayList<>();

  SeriesRequestLog(VirtualClock clock) {
    this.clock = clock;
  }

  /**
   * Adds a request.
   *
   * @param patch the change; null if the request creates the event
   * @param cause why the request was sent: {@code event}, {@code due} or {@code late}
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
            + DecisionLine.quoted(event.namespace())
            + ",\"name\":"
            + DecisionLine.quoted(event.name())
            + ','
            + body
            + ",\"answer\":"
            + DecisionLine.quoted(answer)
            + ",\"cause\":\""
            + cause
            + "\"}");
  }

  /** {@return all requests as a JSON array, and forgets them} */
  String takeAll() {
    String all = '[' + String.join(",", requests) + ']';
    requests.clear();
    return all;
  }

  static String json(Event event) {
    return EventJson.write(event, EventApi.EVENTS_V1);
  }
}
