package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.text.PrintableText;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Chooses the API to which events are written. */
final class ApiDiscovery {
  private static final System.Logger LOG = System.getLogger("io.eventrecorder.sink.kubernetes");

  private ApiDiscovery() {}

  static EventApi of(KubernetesApi choice, ApiClient client) {
    return switch (choice) {
      case CORE -> EventApi.CORE_V1;
      case EVENTS -> EventApi.EVENTS_V1;
      case AUTO -> discovered(client);
    };
  }

  /**
   * {@return whether the server has events.k8s.io/v1} Sends one request. The time-out of the client
   * applies: fabric8 does not use the request time-out of the sink for discovery.
   */
  static boolean servesEventsV1(ApiClient client) {
    return client.call(kubernetes -> kubernetes.supports("events.k8s.io/v1", "Event"));
  }

  private static EventApi discovered(ApiClient client) {
    try {
      return servesEventsV1(client) ? EventApi.EVENTS_V1 : EventApi.CORE_V1;
    } catch (KubernetesClientException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "api=auto: the sink could not ask the server for events.k8s.io/v1, so it writes to"
              + " core/v1; set api=core or api=events to choose the API: "
              + PrintableText.line(TransportFailures.describe(e)));
      return EventApi.CORE_V1;
    }
  }
}
