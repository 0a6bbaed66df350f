package io.eventrecorder.sink.log;

import io.eventrecorder.Event;
import io.eventrecorder.sink.log.LogEventSink.Profile;
import java.time.Instant;

/** Names the fields of an event. There is one implementation for each profile. */
interface Layout {
  static Layout of(Profile profile) {
    return switch (profile) {
      case OTEL -> new OtelLayout();
      case ECS -> new EcsLayout(false);
      case ECS_NESTED -> new EcsLayout(true);
      case KUBERNETES -> new KubernetesLayout();
    };
  }

  /** Adds all fields but time, level and message, which a log record has already. */
  void keyValues(Event event, Fields out);

  /**
   * Adds all fields, in the order of the line.
   *
   * @param time the time of the last occurrence, or the current time if the event has none
   */
  void line(Event event, Instant time, JsonLineFields out);
}
