package io.eventrecorder.sink.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.FunctionCallable;
import java.time.Duration;
import java.util.function.Function;

/**
 * Calls of the client, each with our own time-out and without fabric8's retries: those are deaf to
 * {@code Retry-After}, repeat a POST that may have been carried out, and hold a thread for 19
 * seconds. The client's own settings stay as they are.
 */
final class Calls {
  private final KubernetesClient client;
  private final RequestConfig config;

  Calls(KubernetesClient client, Duration timeout) {
    this.client = client;
    this.config =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout((int) timeout.toMillis())
            .build();
  }

  <T> T call(Function<NamespacedKubernetesClient, T> request) {
    return once().call(request::apply);
  }

  KubernetesClient client() {
    return client;
  }

  private FunctionCallable<? extends NamespacedKubernetesClient> once() {
    return client.adapt(NamespacedKubernetesClient.class).withRequestConfig(config);
  }
}
