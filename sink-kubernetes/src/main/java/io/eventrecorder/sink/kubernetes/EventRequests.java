package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonException;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.SinkException;
import java.io.IOException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * The requests for events to one of the two APIs. Each is one HTTP request, and fails with a {@link
 * SinkException}.
 */
final class EventRequests {
  private static final String JSON = "application/json";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final ApiClient client;
  private final EventApi api;
  private final ApiFailures failures;

  EventRequests(ApiClient client, EventApi api, EventNaming naming) {
    this.client = client;
    this.api = api;
    this.failures = new ApiFailures(api, naming);
  }

  EventApi api() {
    return api;
  }

  Event create(Event event) throws InterruptedException {
    return done("create", event, sent("POST", event, "", JSON, EventJson.write(event, api)));
  }

  /**
   * Sends a JSON merge patch (RFC 7386).
   *
   * @param event whose namespace and name are patched
   */
  Event patch(Event event, String patch) throws InterruptedException {
    return done("patch", event, sent("PATCH", event, '/' + event.name(), MERGE_PATCH, patch));
  }

  /** {@return the stored event of this namespace and name; null if there is none} */
  @Nullable Event find(Event event) throws InterruptedException {
    EventResponse response = sent("GET", event, '/' + event.name(), JSON, null);
    return response.code() == 404 ? null : done("get", event, response);
  }

  /** {@return the patch as JSON} */
  static String json(EventPatch patch) {
    try {
      return EventJson.mergePatch(patch);
    } catch (DateTimeException e) {
      throw SinkException.rejected(
          "a time of the event cannot be written as JSON: " + e.getMessage(), e);
    }
  }

  private EventResponse sent(
      String method, Event event, String name, String type, @Nullable String body)
      throws InterruptedException {
    String namespace = event.namespace();
    if (!EventObjectNames.isLabel(namespace)) { // it becomes part of the path as it is
      throw SinkException.rejected(
          "\""
              + namespace
              + "\" is not a valid name of a namespace: correct the namespace of the event or of"
              + " its object",
          null);
    }
    String group = api == EventApi.CORE_V1 ? "api/v1" : "apis/events.k8s.io/v1";
    String path = group + "/namespaces/" + namespace + "/events" + name;
    try {
      return client.send(method, path, type, body);
    } catch (IOException e) {
      throw TransportFailures.failure(e);
    } catch (IllegalStateException e) {
      throw SinkException.misconfigured(
              "the KubernetesClient is closed ("
                  + e.getMessage()
                  + "): close the event broadcaster before the client",
              e)
          .ofWholeSink();
    }
  }

  private Event done(String verb, Event event, EventResponse response) {
    if (!response.isSuccess()) {
      throw failures.of(verb, event.namespace(), response);
    }
    try {
      return EventJson.read(response.text());
    } catch (EventJsonException e) {
      throw SinkException.retryable("cannot read the response: " + e.getMessage(), e).asAmbiguous();
    }
  }
}
