package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.time.Duration;
import java.util.List;

/** The options. Knows nothing of fabric8, so that they can be listed without it. */
final class KubernetesOptions {
  /** Far below etcd's 1.5 MiB, and far above what anybody reads. */
  static final int MOST_MESSAGE_BYTES = 32 * 1024;

  static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  static final Option<KubernetesApi> API =
      Option.choice("api", KubernetesApi.class)
          .defaultTo(KubernetesApi.CORE)
          .describedAs(
              "core/v1 with counts, events.k8s.io/v1 with series, or the latter if the server has"
                  + " it.");

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
              "The client's namespace, which check asks about; events go to that of their object.");

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
              "Whether the event names its object as its owner, for tools that look at owners; no"
                  + " garbage collector deletes events.");

  static final Option<EventNaming> EVENT_NAMES =
      Option.choice("event-names", EventNaming.class)
          .defaultTo(EventNaming.UNIQUE)
          .describedAs(
              "New names for each process, or stable ones, by which counts go on after a restart.");

  static final Option<Integer> MAX_MESSAGE_BYTES =
      Option.integer("max-message-bytes", 256, 1 << 20)
          .defaultTo(MOST_MESSAGE_BYTES)
          .describedAs(
              "At which length in bytes a core/v1 message is cut; in events.k8s.io/v1 it is 1024.");

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

  /** Names the option as its user wrote it, by its full name. */
  static String named(ProviderContext context, Option<?> option) {
    return "eventrecorder.sink." + context.name() + "." + option.name();
  }
}
