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
 * Sends requests through fabric8's client, each with the request time-out of the sink and without
 * the retries of fabric8. Those repeat a POST that the server may have carried out, and hold a
 * thread for 19 seconds. The settings of the client do not change.
 */
final class ApiClient {
  /** The HTTP client times out first, so that its error is reported. */
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

  /** Calls fabric8's DSL. */
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
   * Sends one request, and waits for the response. It does not use fabric8's DSL, whose exceptions
   * do not have the headers of the response. It waits, because fabric8 renews tokens on the thread
   * that sends, for some kubeconfigs by running a command.
   *
   * @param path without a slash at its start
   * @param body null if the request has none
   * @throws IOException if there is no response
   * @throws IllegalStateException if the client is closed
   */
  EventResponse send(String method, String path, String contentType, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        http.newHttpRequestBuilder()
            .uri(server + path)
            .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
            .header("Accept", "application/json");
    if (body != null) {
      request.method(method, contentType, body);
    }
    return response(received(http.sendAsync(request.build(), String.class)));
  }

  private HttpResponse<String> received(CompletableFuture<HttpResponse<String>> response)
      throws IOException, InterruptedException {
    try {
      return response.get(timeoutMillis + GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof IllegalStateException closed) {
        throw closed;
      }
      throw cause instanceof IOException io ? io : new IOException(cause);
    } catch (TimeoutException e) { // without it as the cause, because it has no message
      throw new IOException("timed out after the request-timeout of " + timeoutMillis + " ms");
    } finally {
      response.cancel(true); // has no effect if there is a response
    }
  }

  private EventResponse response(HttpResponse<String> response) {
    String text = response.body() == null ? "" : response.body();
    boolean refused = !HttpResponse.isSuccessful(response.code());
    return new EventResponse(
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
    } catch (RuntimeException e) { // not the API server's JSON, but for example that of a proxy
      return null;
    }
  }
}
