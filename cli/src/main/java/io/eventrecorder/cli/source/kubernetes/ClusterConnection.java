package io.eventrecorder.cli.source.kubernetes;

import io.eventrecorder.cli.terminal.CommandException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A connection to the API server with the credentials of a kubeconfig or of a service account.
 * fabric8 finds the credentials and renews tokens. Its retries are off, because the source has its
 * own.
 */
public final class ClusterConnection implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final HttpClient http;
  private final String server;

  private ClusterConnection(KubernetesClient client) {
    this.client = client;
    this.http =
        client
            .getHttpClient()
            .newBuilder()
            .tag(
                new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    this.server = url(client.getConfiguration());
  }

  /**
   * {@return a connection} It sends nothing yet.
   *
   * @param options the file, the context and the namespace
   * @throws CommandException if the kubeconfig or the context is wrong
   */
  public static ClusterConnection of(ClusterOptions options) {
    Config config = config(options.kubeconfig(), options.context());
    // Over HTTP/2 the server sends GOAWAY after a 401, and the HTTP client of Java 17 does not
    // report the 401.
    config.setHttp2Disable(true);
    try {
      return new ClusterConnection(new KubernetesClientBuilder().withConfig(config).build());
    } catch (KubernetesClientException e) {
      throw CommandException.usage("cannot make a client for Kubernetes: " + firstLine(e));
    }
  }

  /**
   * {@return the URL of the server that these options choose; with a slash at its end}
   *
   * @param kubeconfig a file; empty to find one as kubectl does
   * @param context a context of it; empty for the current one
   * @throws CommandException if the kubeconfig or the context is wrong
   */
  public static String serverOf(String kubeconfig, String context) {
    return url(config(kubeconfig, context));
  }

  private static String url(Config config) {
    String url = String.valueOf(config.getMasterUrl());
    return url.endsWith("/") ? url : url + '/';
  }

  private static Config config(String kubeconfig, String context) {
    String wanted = context.isEmpty() ? null : context;
    Config config;
    if (kubeconfig.isEmpty()) {
      config =
          parsed(
              "the file that $KUBECONFIG names, or ~/.kube/config,",
              "kubectl config view",
              () -> Config.autoConfigure(wanted));
    } else {
      File file = new File(kubeconfig);
      if (!file.isFile() || !file.canRead()) {
        throw CommandException.usage(
            "the kubeconfig " + kubeconfig + " cannot be read; name a file that you may read");
      }
      config =
          parsed(
              kubeconfig,
              "kubectl config view --kubeconfig " + kubeconfig,
              () -> Config.fromKubeconfig(wanted, file));
    }
    if (wanted != null
        && (config.getCurrentContext() == null
            || !wanted.equals(config.getCurrentContext().getName()))) {
      throw CommandException.usage(
          "the context "
              + context
              + " is not in the kubeconfig; choose one that kubectl config get-contexts lists");
    }
    return config;
  }

  /** Shows nothing that the parser says: even its first line may quote the file, with tokens. */
  private static Config parsed(
      String what, String check, java.util.function.Supplier<Config> reading) {
    try {
      return reading.get();
    } catch (RuntimeException e) { // fabric8 does not wrap the exceptions of its parsers
      throw CommandException.usage(
          what + " is not a kubeconfig; '" + check + "' says what is wrong");
    }
  }

  private static String firstLine(RuntimeException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  /** {@return the URL of the server, with a slash at its end} */
  String server() {
    return server;
  }

  /** {@return the namespace of the context} */
  String namespace() {
    String namespace = client.getNamespace();
    return namespace == null || namespace.isEmpty() ? "default" : namespace;
  }

  /**
   * {@return the body of the response}
   *
   * @param path without a slash at its start
   * @throws ApiProblem if the server refuses the request
   * @throws IOException if there is no response
   */
  byte[] get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = await(http.sendAsync(request(path), byte[].class));
    byte[] body = response.body() == null ? new byte[0] : response.body();
    if (response.code() != 200) {
      throw ApiProblem.of(response.code(), body, response.headers());
    }
    return body;
  }

  /**
   * {@return a stream that stays open}
   *
   * @param path without a slash at its start
   * @throws ApiProblem if the server refuses the request
   * @throws IOException if there is no response
   */
  WatchStream open(String path) throws IOException, InterruptedException {
    WatchStream stream = new WatchStream();
    stream.opened(await(http.consumeBytes(request(path), stream)));
    return stream;
  }

  private HttpRequest request(String path) {
    return http.newHttpRequestBuilder()
        .uri(server + path)
        .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .header("Accept", "application/json")
        .build();
  }

  private static <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> response)
      throws IOException, InterruptedException {
    try {
      return response.get(TIMEOUT.toMillis() + 500, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw cause instanceof IOException io ? io : new IOException(cause);
    } catch (TimeoutException e) { // without it as the cause, because it has no message
      throw new IOException("no response within " + TIMEOUT.toSeconds() + " seconds");
    } finally {
      response.cancel(true); // has no effect if there is a response
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
