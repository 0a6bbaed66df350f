package io.eventrecorder.sink.kubernetes;

/** The API to which events are written. Both APIs show the same events. */
public enum KubernetesApi {
  /** core/v1: an event has a count, and its message may change. Correlator {@code aggregating}. */
  CORE,
  /**
   * events.k8s.io/v1: an event has a series, and only that may change. Correlator {@code series}.
   */
  EVENTS,
  /**
   * {@link #EVENTS} if the server has it, otherwise {@link #CORE}. One request at the start asks
   * the server, as client-go's {@code NewEventBroadcasterAdapter} does.
   */
  AUTO
}
