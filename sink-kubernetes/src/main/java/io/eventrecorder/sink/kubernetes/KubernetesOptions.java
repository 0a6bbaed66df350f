package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.time.Duration;
import java.util.List;

/** The options of the sink. They use no class of fabric8, so they can be listed without it. */
final class KubernetesOptions {
  /** Far below etcd's limit of 1.5 MiB, and longer than a message that people read. */
  static final int MOST_MESSAGE_BYTES = 32 * 1024;

  static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  static final Option<KubernetesApi> API =
      Option.choice("api", KubernetesApi.class)
          .defaultTo(KubernetesApi.CORE)
          .describedAs(
              "core/v1 with counts, events.k8s.io/v1 with series, or auto: the latter if the server"
                  + " has it.");

  static final Option<String> CONTEXT =
      Option.string("context")
          .describedAs("The context of the kubeconfig; its current one if not set.");

  static final Option<String> KUBECONFIG =
      Option.string("kubeconfig")
          .describedAs(
              "A kubeconfig file; if not set, fabric8's discovery: system properties, $KUBECONFIG,"
                  + " ~/.kube/config, the pod's service account.");

  static final Option<String> NAMESPACE =
      Option.string("namespace")
          .describedAs(
              "The namespace of the client, which check asks about; an event goes to the namespace"
                  + " of its object.");

  static final Option<Duration> REQUEST_TIMEOUT_OPTION =
      Option.duration("request-timeout")
          .checked(
              span -> span.toMillis() >= 1 && span.compareTo(Duration.ofHours(1)) <= 0,
              "must be from 1ms to 1h")
          .defaultTo(REQUEST_TIMEOUT)
          .describedAs("How long one request may take.");

  static final Option<Boolean> OWNER_REFERENCE =
      Option.bool("owner-reference")
          .defaultTo(false)
          .describedAs(
              "Whether the event has its object in metadata.ownerReferences, for tools that follow"
                  + " owners; the garbage collector ignores events.");

  static final Option<EventNaming> EVENT_NAMES =
      Option.choice("event-names", EventNaming.class)
          .defaultTo(EventNaming.UNIQUE)
          .describedAs(
              "New names for each process, or stable names, with which counts continue after a"
                  + " restart.");

  static final Option<Integer> MAX_MESSAGE_BYTES =
      Option.integer("max-message-bytes", 256, 1 << 20)
          .defaultTo(MOST_MESSAGE_BYTES)
          .describedAs(
              "The length in bytes at which a core/v1 message is cut; in events.k8s.io/v1 it is"
                  + " 1024.");

  static final List<Option<?>> ALL =
      List.of(
          API,
          CONTEXT,
          KUBECONFIG,
          NAMESPACE,
          REQUEST_TIMEOUT_OPTION,
          OWNER_REFERENCE,
          EVENT_NAMES,
          MAX_MESSAGE_BYTES);

  private KubernetesOptions() {}

  /** {@return the full name of the option, as users write it} */
  static String named(ProviderContext context, Option<?> option) {
    return "eventrecorder.sink." + context.name() + "." + option.name();
  }
}
