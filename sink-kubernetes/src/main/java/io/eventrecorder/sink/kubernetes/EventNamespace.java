package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;

/** The namespace to which an event is written. */
final class EventNamespace {
  private static final String DEFAULT = "default";

  private EventNamespace() {}

  /**
   * {@return the namespace that the server accepts}
   *
   * <ul>
   *   <li>The object has no namespace: {@code default}.
   *   <li>The validation is lax: the namespace of the object.
   *   <li>The validation is strict: the namespace of the event, or else that of the object.
   * </ul>
   */
  static String of(Event event, EventApi api) {
    String ofObject = event.regarding().namespace();
    String wanted = EventTimes.isStrict(event, api) ? event.namespace() : ofObject;
    String namespace = wanted.isEmpty() ? ofObject : wanted;
    return ofObject.isEmpty() ? DEFAULT : namespace;
  }
}
