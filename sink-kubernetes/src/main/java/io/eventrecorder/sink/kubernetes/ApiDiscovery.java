package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.text.PrintableText;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Which API {@link KubernetesApi#AUTO} is. */
final class ApiDiscovery {
  private static final System.Logger LOG = System.getLogger("io.eventrecorder.sink.kubernetes");

  private ApiDiscovery() {}

  static EventApi of(KubernetesApi choice, ApiClient client) {
    return switch (choice) {
      case CORE -> EventApi.CORE_V1;
      case EVENTS -> EventApi.EVENTS_V1;
      case AUTO -> asked(client);
    };
  }

  /**
   * {@return whether the server has events.k8s.io/v1; one request} It takes as long as the client's
   * own time-out lets it: fabric8 does not apply ours to discovery.
   */
  static boolean servesEventsV1(ApiClient client) {
    return client.call(kubernetes -> kubernetes.supports("events.k8s.io/v1", "Event"));
  }

  private static EventApi asked(ApiClient client) {
    try {
      return servesEventsV1(client) ? EventApi.EVENTS_V1 : EventApi.CORE_V1;
    } catch (KubernetesClientException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "api=auto: the server could not be asked for events.k8s.io/v1, so core/v1 is written to;"
              + " set api=core or api=events to be sure: "
              + PrintableText.line(TransportFailures.words(e)));
      return EventApi.CORE_V1;
    }
  }
}
