package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Sends requests to the server, as the user {@code admin} unless a token is given. */
final class ApiServerClient {
  private final ApiServer server;
  private final HttpClient client;

  ApiServerClient(ApiServer server) {
    this.server = server;
    HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    if (server.clientTls() != null) {
      builder.sslContext(server.clientTls());
    }
    this.client = builder.build();
  }

  static String events(String namespace) {
    return "/api/v1/namespaces/" + namespace + "/events";
  }

  /** {@return a small event of core/v1} */
  static String event(String namespace, String name) {
    return "{\"metadata\":{\"name\":\"%s\"},\"involvedObject\":{\"namespace\":\"%s\"}}"
        .formatted(name, namespace);
  }

  CompletableFuture<HttpResponse<String>> createLater(String namespace, String name) {
    return send("POST", events(namespace), "application/json", event(namespace, name));
  }

  HttpResponse<String> create(String namespace, String name) {
    return createLater(namespace, name).join();
  }

  HttpResponse<String> post(String path, String body) {
    return send("POST", path, "application/json", body).join();
  }

  HttpResponse<String> merge(String path, String body) {
    return send("PATCH", path, "application/merge-patch+json", body).join();
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, "application/json", "").join();
  }

  HttpResponse<String> table(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + path))
            .header("Authorization", "Bearer " + AccessControl.ADMIN_TOKEN)
            .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
            .build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
  }

  CompletableFuture<HttpResponse<String>> send(
      String method, String path, String type, String body) {
    return send(AccessControl.ADMIN_TOKEN, method, path, type, body);
  }

  CompletableFuture<HttpResponse<String>> send(
      String token, String method, String path, String type, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JsonTrees.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + answer.body(), e);
    }
  }
}
