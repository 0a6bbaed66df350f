package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Events like those of a recorder. They are created before a measurement starts. */
final class Events {
  private static final int KNOWN = 1000;
  private static final int REASONS = 4;

  /** With so many events, every cache has evicted an event before it comes again. */
  private static final int NEW = 1 << 17;

  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00.123456789Z");

  private Events() {}

  static Event one() {
    return event(1, "BackOff", "Back-off restarting failed container app in pod web-1");
  }

  /** 1000 events of 250 pods. */
  static List<Event> known() {
    return list(
        KNOWN,
        i ->
            event(
                i / REASONS,
                "BackOff" + i % REASONS,
                "Back-off restarting failed container app in pod web-" + i / REASONS));
  }

  /** Each event is of a different pod. */
  static List<Event> unique() {
    return list(
        NEW, i -> event(i, "BackOff", "Back-off restarting failed container app in pod web-" + i));
  }

  /** All events are of one pod, each with a different message. */
  static List<Event> newMessages() {
    return list(
        NEW, i -> event(0, "BackOff", "Back-off restarting failed container app, attempt " + i));
  }

  private static List<Event> list(int size, IntFunction<Event> event) {
    return IntStream.range(0, size).mapToObj(event).toList();
  }

  private static Event event(int pod, String reason, String message) {
    String name = "web-" + pod;
    return Event.builder()
        .name(name + ".187f3a5b2c4d6e8f")
        .namespace("shop")
        .regarding(
            ObjectReference.builder()
                .apiVersion("v1")
                .kind("Pod")
                .namespace("shop")
                .name(name)
                .uid("0b0f1c52-7d3a-4c0e-9f0a-" + String.format("%012d", pod))
                .build())
        .type(EventType.WARNING)
        .reason(reason)
        .message(message)
        .source(new EventSource("kubelet", "node-1"))
        .reportingController("kubelet")
        .reportingInstance("node-1")
        .count(1)
        .firstTimestamp(FIRST)
        .lastTimestamp(FIRST)
        .build();
  }
}
