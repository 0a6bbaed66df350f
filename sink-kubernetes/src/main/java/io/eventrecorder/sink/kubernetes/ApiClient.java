package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.spi.EventClock;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests through the application's client, each with our own time-out and without fabric8's
 * retries: those repeat a POST that may have been carried out, and hold a thread for 19 seconds.
 * The client's own settings stay as they are.
 */
final class ApiClient {
  /** The HTTP client gives up first, so that its reason is told. */
  private static final long GRACE_MILLIS = 500;

  private final KubernetesClient client;
  private final RequestConfig config;
  private final HttpClient http;
  private final String server;
  private final long timeoutMillis;
  private final EventClock clock;

  ApiClient(KubernetesClient client, Duration timeout, EventClock clock) {
    this.client = client;
    this.timeoutMillis = timeout.toMillis();
    this.clock = clock;
    this.config =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout((int) timeoutMillis)
            .build();
    String url = String.valueOf(client.getMasterUrl());
    this.server = url.endsWith("/") ? url : url + '/';
    this.http = client.getHttpClient().newBuilder().tag(config).build();
  }

  <T> T call(Function<NamespacedKubernetesClient, T> request) {
    return client
        .adapt(NamespacedKubernetesClient.class)
        .withRequestConfig(config)
        .call(request::apply);
  }

  KubernetesClient client() {
    return client;
  }

  /**
   * Sends one request, and waits. Not with fabric8's DSL: its exceptions do not have the answer's
   * headers. Not without waiting: fabric8 renews tokens, by a command if the kubeconfig says so, on
   * the thread that sends.
   *
   * @param path without a slash at its start
   * @param body null for none
   * @throws IOException if there is no answer
   * @throws IllegalStateException if the client is closed
   */
  ApiResponse send(String method, String path, String contentType, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        http.newHttpRequestBuilder()
            .uri(server + path)
            .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
            .header("Accept", "application/json");
    if (body != null) {
      request.method(method, contentType, body);
    }
    return answer(received(http.sendAsync(request.build(), String.class)));
  }

  private HttpResponse<String> received(CompletableFuture<HttpResponse<String>> answer)
      throws IOException, InterruptedException {
    try {
      return answer.get(timeoutMillis + GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof IllegalStateException closed) {
        throw closed;
      }
      throw cause instanceof IOException io ? io : new IOException(cause);
    } catch (TimeoutException e) { // has no words of its own, so it is not passed on as the cause
      throw new IOException("none within the request time-out of " + timeoutMillis + " ms");
    } finally {
      answer.cancel(true); // does nothing where there is an answer
    }
  }

  private ApiResponse answer(HttpResponse<String> response) {
    String text = response.body() == null ? "" : response.body();
    boolean refused = !HttpResponse.isSuccessful(response.code());
    return new ApiResponse(
        response.code(),
        text,
        refused ? status(text) : null,
        refused ? RetryAfter.of(response.headers(), clock.instant()) : null);
  }

  private @Nullable Status status(String text) {
    if (!text.startsWith("{")) {
      return null;
    }
    try {
      return client.getKubernetesSerialization().unmarshal(text, Status.class);
    } catch (RuntimeException e) { // the JSON of somebody else, for example a proxy
      return null;
    }
  }
}
