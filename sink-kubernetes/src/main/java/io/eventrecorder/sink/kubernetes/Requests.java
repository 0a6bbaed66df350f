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
 * The requests to one of the two APIs, one HTTP request each. They fail as the pipeline wants it.
 */
final class Requests {
  private static final String JSON = "application/json";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final Calls calls;
  private final EventApi api;
  private final ApiFailures failures;

  Requests(Calls calls, EventApi api, EventNaming naming) {
    this.calls = calls;
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

  /** {@return the event of this namespace and name; null if there is none} */
  @Nullable Event find(Event event) throws InterruptedException {
    ApiAnswer answer = sent("GET", event, '/' + event.name(), JSON, null);
    return answer.code() == 404 ? null : done("get", event, answer);
  }

  /** {@return the patch as it is sent} */
  static String json(EventPatch patch) {
    try {
      return EventJson.mergePatch(patch);
    } catch (DateTimeException e) {
      throw SinkException.rejected("a time of the event has no JSON form: " + e.getMessage(), e);
    }
  }

  private ApiAnswer sent(
      String method, Event event, String name, String type, @Nullable String body)
      throws InterruptedException {
    String namespace = event.namespace();
    if (!Names.isLabel(namespace)) { // it becomes a part of the path as it is
      throw SinkException.rejected("no namespace can have the name \"" + namespace + '"', null);
    }
    String group = api == EventApi.CORE_V1 ? "api/v1" : "apis/events.k8s.io/v1";
    String path = group + "/namespaces/" + namespace + "/events" + name;
    try {
      return calls.send(method, path, type, body);
    } catch (IOException e) {
      throw NoAnswer.failure(e);
    } catch (IllegalStateException e) {
      throw SinkException.misconfigured(
              "the KubernetesClient cannot be used any more ("
                  + e.getMessage()
                  + "): close the event broadcaster before the client",
              e)
          .ofWholeSink();
    }
  }

  private Event done(String verb, Event event, ApiAnswer answer) {
    if (!answer.isSuccess()) {
      throw failures.of(verb, event.namespace(), answer);
    }
    try {
      return EventJson.read(answer.text());
    } catch (EventJsonException e) {
      throw SinkException.retryable("no answer that can be read: " + e.getMessage(), e)
          .asAmbiguous();
    }
  }
}
