package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Objects;

/**
 * Converts between {@link Event} and fabric8's events of both APIs. It converts by their JSON, so
 * that no field is lost that both know. Thread-safe.
 */
public final class KubernetesEvents {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private KubernetesEvents() {}

  /**
   * {@return fabric8's core/v1 event}
   *
   * @param event the event; no text is cut and no default is set
   * @throws io.eventrecorder.json.EventJsonException if a time has a year beyond 9999, which JSON
   *     cannot have
   */
  public static io.fabric8.kubernetes.api.model.Event toCore(Event event) {
    return made(event, EventApi.CORE_V1, io.fabric8.kubernetes.api.model.Event.class);
  }

  /**
   * {@return fabric8's events.k8s.io/v1 event} {@link EventJson} says how an event of core/v1 is
   * converted.
   *
   * @param event the event; no text is cut
   * @throws io.eventrecorder.json.EventJsonException if a time has a year beyond 9999, which JSON
   *     cannot have
   */
  public static io.fabric8.kubernetes.api.model.events.v1.Event toEventsV1(Event event) {
    return made(event, EventApi.EVENTS_V1, io.fabric8.kubernetes.api.model.events.v1.Event.class);
  }

  /**
   * {@return the event of fabric8's core/v1 event}
   *
   * @param event fabric8's event
   * @throws io.eventrecorder.json.EventJsonException if a time cannot be read
   */
  public static Event from(io.fabric8.kubernetes.api.model.Event event) {
    return EventJson.read(JSON.asJson(Objects.requireNonNull(event, "event")));
  }

  /**
   * {@return the event of fabric8's events.k8s.io/v1 event}
   *
   * @param event fabric8's event
   * @throws io.eventrecorder.json.EventJsonException if a time cannot be read
   */
  public static Event from(io.fabric8.kubernetes.api.model.events.v1.Event event) {
    return EventJson.read(JSON.asJson(Objects.requireNonNull(event, "event")));
  }

  private static <T> T made(Event event, EventApi api, Class<T> type) {
    return Objects.requireNonNull(JSON.unmarshal(EventJson.write(event, api), type));
  }
}
