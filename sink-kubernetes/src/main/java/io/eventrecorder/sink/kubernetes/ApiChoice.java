package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.text.PrintableText;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Which API {@link KubernetesApi#AUTO} is. */
final class ApiChoice {
  private static final System.Logger LOG = System.getLogger("io.eventrecorder.sink.kubernetes");

  private ApiChoice() {}

  static EventApi of(KubernetesApi choice, Calls calls) {
    return switch (choice) {
      case CORE -> EventApi.CORE_V1;
      case EVENTS -> EventApi.EVENTS_V1;
      case AUTO -> asked(calls);
    };
  }

  /**
   * {@return whether the server has events.k8s.io/v1; one request} It takes as long as the client's
   * own time-out lets it: fabric8 does not apply ours to discovery.
   */
  static boolean servesEventsV1(Calls calls) {
    return calls.call(client -> client.supports("events.k8s.io/v1", "Event"));
  }

  private static EventApi asked(Calls calls) {
    try {
      return servesEventsV1(calls) ? EventApi.EVENTS_V1 : EventApi.CORE_V1;
    } catch (KubernetesClientException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "api=auto: the server could not be asked for events.k8s.io/v1, so core/v1 is written to;"
              + " set api=core or api=events to be sure: "
              + PrintableText.line(NoAnswer.words(e)));
      return EventApi.CORE_V1;
    }
  }
}
