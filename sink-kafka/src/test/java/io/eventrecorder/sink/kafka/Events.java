package io.eventrecorder.sink.kafka;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import java.time.Instant;
import java.util.Map;

/** Events for tests. */
final class Events {
  static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant LAST = Instant.parse("2026-01-01T00:05:00.123456789Z");

  private Events() {}

  /** An event as a recorder creates it. */
  static Event backOff() {
    return Event.builder()
        .name("web-0.187a")
        .namespace("shop")
        .regarding(
            ObjectReference.builder()
                .apiVersion("v1")
                .kind("Pod")
                .namespace("shop")
                .name("web-0")
                .uid("26ad33eb")
                .fieldPath("spec.containers{app}")
                .build())
        .type(EventType.WARNING)
        .reason("BackOff")
        .message("Back-off restarting failed container app")
        .source(new EventSource("kubelet", "node-1"))
        .reportingController("kubelet")
        .reportingInstance("node-1")
        .count(1)
        .firstTimestamp(FIRST)
        .lastTimestamp(LAST)
        .build();
  }

  /** An event with a value in every field. */
  static Event everything() {
    Event event = backOff();
    return event.toBuilder()
        .uid("fd0547e3")
        .resourceVersion("1171")
        .action("Restarting")
        .regarding(event.regarding().toBuilder().resourceVersion("1113").build())
        .related(
            ObjectReference.builder()
                .apiVersion("v1")
                .kind("Node")
                .name("node-1")
                .uid("8d5")
                .build())
        .labels(Map.of("app.kubernetes.io/name", "web"))
        .annotations(
            Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
        .eventTime(FIRST)
        .series(new EventSeries(4, LAST.plusSeconds(1)))
        .build();
  }

  static Event numbered(String name, int number) {
    return backOff().toBuilder().name(name + "." + number).message("number " + number).build();
  }
}
