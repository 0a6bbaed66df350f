package io.eventrecorder.sink.kubernetes;

/** Which of the two event APIs is written to. Both show the same events. */
public enum KubernetesApi {
  /** core/v1: a count, and a message that may change. Correlator {@code aggregating}. */
  CORE,
  /** events.k8s.io/v1: a series, and nothing else that may change. Correlator {@code series}. */
  EVENTS,
  /**
   * {@link #EVENTS} if the server has it, which one request at the start finds out, else {@link
   * #CORE} (client-go's {@code NewEventBroadcasterAdapter}).
   */
  AUTO
}
