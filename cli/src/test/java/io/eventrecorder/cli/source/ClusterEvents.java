package io.eventrecorder.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.kubernetes.server.AccessControl;
import io.eventrecorder.kubernetes.server.ApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;

/** Writes events to a cluster as its components do. */
public final class ClusterEvents {
  private final ApiServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  /** The server must speak plain HTTP. */
  public ClusterEvents(ApiServer server) {
    this.server = server;
  }

  /** Creates an event of a pod, in namespace default, that has happened once at this minute. */
  public void create(String name, int minute) {
    create("default", name, "Pod", "web-0", "Normal", minute);
  }

  /** Creates an event that has happened once at this minute of an hour. */
  public void create(
      String namespace, String name, String kind, String object, String type, int minute) {
    String time = String.format(Locale.ROOT, "2026-01-01T10:%02d:00Z", minute);
    send(
        "POST",
        namespace,
        "",
        """
        {"metadata": {"name": "%s", "namespace": "%s"},
         "involvedObject": {"kind": "%s", "name": "%s", "namespace": "%s"},
         "type": "%s", "reason": "Started", "message": "first", "count": 1,
         "firstTimestamp": "%s", "lastTimestamp": "%s", "source": {"component": "kubelet"}}
        """
            .formatted(name, namespace, kind, object, namespace, type, time, time));
  }

  /** Counts an event of namespace default again. */
  public void count(String name, int count) {
    patch(name, "{\"count\": " + count + "}");
  }

  /** Changes an event of namespace default. */
  public void patch(String name, String patch) {
    send("PATCH", "default", "/" + name, patch);
  }

  /** Deletes an event of namespace default. */
  public void delete(String name) {
    send("DELETE", "default", "/" + name, "");
  }

  private void send(String method, String namespace, String path, String body) {
    String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(server.uri() + "/api/v1/namespaces/" + namespace + "/events" + path))
            .header("Authorization", "Bearer " + AccessControl.ADMIN_TOKEN)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
