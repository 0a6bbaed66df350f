package io.eventrecorder.kubernetes.facts;

import io.eventrecorder.kubernetes.facts.Cluster.Caller;
import io.eventrecorder.kubernetes.facts.EventDocument.Base;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** Sends requests for events and namespaces to a cluster. */
final class EventRequests implements AutoCloseable {
  private final Cluster cluster;
  private final Set<String> inDefault = new LinkedHashSet<>();

  EventRequests(Cluster cluster) {
    this.cluster = cluster;
  }

  /** {@return a unique event name} */
  static String freshName() {
    return "facts." + UUID.randomUUID();
  }

  HttpResponse<String> create(Base base, String namespace, Object document) {
    return create(Caller.ADMIN, base, namespace, "", document);
  }

  /**
   * @param query with its question mark; empty for none
   */
  HttpResponse<String> create(
      Caller caller, Base base, String namespace, String query, Object document) {
    HttpResponse<String> answer =
        cluster.send(
            caller, base.path(namespace) + query, body("POST", "application/json", document));
    if (namespace.equals("default") && answer.statusCode() == 201) {
      inDefault.add(path(base, namespace, name(answer)));
    }
    return answer;
  }

  HttpResponse<String> patch(
      Base base, String namespace, String name, PatchFormat type, String patch) {
    return patch(Caller.ADMIN, base, namespace, name, type, patch);
  }

  HttpResponse<String> patch(
      Caller caller, Base base, String namespace, String name, PatchFormat type, String patch) {
    return cluster.send(
        caller, path(base, namespace, name), body("PATCH", type.mediaType(), patch));
  }

  HttpResponse<String> put(Base base, String namespace, String name, Object document) {
    return cluster.send(
        Caller.ADMIN, path(base, namespace, name), body("PUT", "application/json", document));
  }

  HttpResponse<String> get(Base base, String namespace, String name) {
    return cluster.send(Caller.ADMIN, path(base, namespace, name), HttpRequest.newBuilder().GET());
  }

  HttpResponse<String> list(Base base, String namespace, String fieldSelector) {
    return cluster.send(
        Caller.ADMIN,
        base.path(namespace) + "?fieldSelector=" + encode(fieldSelector),
        HttpRequest.newBuilder().GET());
  }

  HttpResponse<String> delete(Base base, String namespace, String name) {
    return cluster.send(
        Caller.ADMIN, path(base, namespace, name), HttpRequest.newBuilder().DELETE());
  }

  HttpResponse<String> createNamespace(String document) {
    return cluster.send(
        Caller.ADMIN, "/api/v1/namespaces", body("POST", "application/json", document));
  }

  HttpResponse<String> deleteNamespace(String name) {
    return cluster.send(
        Caller.ADMIN, "/api/v1/namespaces/" + name, HttpRequest.newBuilder().DELETE());
  }

  HttpResponse<String> patchNamespace(String name, String mergePatch) {
    return cluster.send(
        Caller.ADMIN,
        "/api/v1/namespaces/" + name,
        body("PATCH", "application/merge-patch+json", mergePatch));
  }

  static String name(HttpResponse<String> answer) {
    return ExpectedResponse.json(answer.body()).at("/metadata/name").asText();
  }

  /**
   * Deletes the events that were created in the namespace {@code default}, which is not removed.
   */
  @Override
  public void close() {
    inDefault.forEach(path -> cluster.send(Caller.ADMIN, path, HttpRequest.newBuilder().DELETE()));
  }

  private static HttpRequest.Builder body(String method, String type, Object document) {
    return HttpRequest.newBuilder()
        .header("Content-Type", type)
        .method(method, BodyPublishers.ofString(document.toString()));
  }

  private static String path(Base base, String namespace, String name) {
    return base.path(namespace) + '/' + encode(name);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
