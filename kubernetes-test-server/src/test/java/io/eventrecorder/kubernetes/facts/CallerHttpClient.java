package io.eventrecorder.kubernetes.facts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Sends requests with the headers of one caller. */
final class CallerHttpClient {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final String base;
  private final Map<String, String> headers;

  /**
   * @param tls null for plain HTTP
   */
  CallerHttpClient(String base, @Nullable SSLContext tls, Map<String, String> headers) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
    if (tls != null) {
      builder.sslContext(tls);
    }
    this.client = builder.build();
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.headers = headers;
  }

  HttpResponse<String> send(String path, HttpRequest.Builder request) {
    request.uri(URI.create(base + path)).timeout(PATIENCE);
    headers.forEach(request::setHeader);
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    }
  }
}
