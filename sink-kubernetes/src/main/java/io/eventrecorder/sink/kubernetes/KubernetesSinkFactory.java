package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.ProviderContext;

/** Makes the sink from its options. This is the first class that links fabric8. */
final class KubernetesSinkFactory {
  private KubernetesSinkFactory() {}

  static EventSink create(ProviderContext context) {
    ClientSource source = ClientSource.of(context);
    try {
      KubernetesEventSink.Builder sink =
          KubernetesEventSink.builder(source.client())
              .api(context.get(KubernetesOptions.API))
              .requestTimeout(context.get(KubernetesOptions.REQUEST_TIMEOUT_OPTION))
              .ownerReference(context.get(KubernetesOptions.OWNER_REFERENCE))
              .eventNames(context.get(KubernetesOptions.EVENT_NAMES))
              .maxMessageBytes(context.get(KubernetesOptions.MAX_MESSAGE_BYTES))
              .clock(context.clock())
              .names(context.names())
              .onAdjusted(context.counter("adjusted")::increment);
      return sink.build(source);
    } catch (LinkageError | RuntimeException e) {
      source.close();
      throw e;
    }
  }
}
