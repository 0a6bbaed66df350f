package io.eventrecorder.sink.log;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import java.time.Instant;
import java.util.Map;

/** Events to log. */
final class Events {
  static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant LAST = Instant.parse("2026-01-01T00:05:00.123456789Z");

  private Events() {}

  /** An event as a recorder makes it. */
  static Event backOff() {
    return Event.builder()
        .name("web-0.187a")
        .namespace("default")
        .regarding(
            ObjectReference.builder()
                .apiVersion("v1")
                .kind("Pod")
                .namespace("default")
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
        .count(3)
        .firstTimestamp(FIRST)
        .lastTimestamp(LAST)
        .build();
  }

  /** An event with all fields. */
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
                .namespace("")
                .name("node-1")
                .uid("8d55bff2")
                .resourceVersion("7")
                .fieldPath("status")
                .build())
        .labels(Map.of("app.kubernetes.io/name", "web"))
        .annotations(Map.of("note", ""))
        .eventTime(FIRST)
        .series(new EventSeries(4, LAST.plusSeconds(1)))
        .build();
  }

  static Event message(String message) {
    return backOff().toBuilder().message(message).build();
  }
}
