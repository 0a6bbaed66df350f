package io.eventrecorder.relay;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import java.time.Instant;

/** Events as recorders write them. */
final class TestEvents {
  private TestEvents() {}

  static Event event(String pod, String message, Instant time) {
    return Event.builder()
        .name(pod + ".of-the-recorder")
        .namespace("shop")
        .regarding(
            ObjectReference.builder()
                .apiVersion("v1")
                .kind("Pod")
                .namespace("shop")
                .name(pod)
                .build())
        .type(EventType.WARNING)
        .reason("BackOff")
        .message(message)
        .source(new EventSource("kubelet", "node-1"))
        .reportingController("kubelet")
        .reportingInstance("node-1")
        .count(1)
        .firstTimestamp(time)
        .lastTimestamp(time)
        .build();
  }
}
