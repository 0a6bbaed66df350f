package io.eventrecorder.sink.log;

import io.eventrecorder.Event;
import io.eventrecorder.sink.log.LogEventSink.Profile;
import java.time.Instant;

/** What the parts of an event are called in a log: one implementation for each profile. */
interface Layout {
  static Layout of(Profile profile) {
    return switch (profile) {
      case OTEL -> new OtelLayout();
      case ECS -> new EcsLayout(false);
      case ECS_NESTED -> new EcsLayout(true);
      case KUBERNETES -> new KubernetesLayout();
    };
  }

  /**
   * Everything but what a log record has a place of its own for: its time, its level, and its
   * message.
   */
  void keyValues(Event event, Fields out);

  /**
   * The whole line.
   *
   * @param time the newest occurrence, or now where the event says nothing of it
   */
  void line(Event event, Instant time, JsonLine out);
}
