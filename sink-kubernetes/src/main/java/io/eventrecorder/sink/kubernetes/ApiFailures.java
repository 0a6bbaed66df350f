package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates error responses of the API server into the failures that the pipeline knows. The rules
 * come from what a kube-apiserver 1.36 answers to requests for events.
 */
final class ApiFailures {
  /** After these the server may have carried out the write. */
  private static final Set<Integer> AMBIGUOUS = Set.of(408, 500, 502, 504);

  /** The pause after a 429 that does not say when to try again. */
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);

  private static final Pattern DENIED = Pattern.compile("denied (the )?request");
  private static final Pattern USER = Pattern.compile("User \"([^\"]*)\"");

  private final String group;
  private final EventNaming naming;

  ApiFailures(EventApi api, EventNaming naming) {
    this.group = api == EventApi.CORE_V1 ? "" : "events.k8s.io";
    this.naming = naming;
  }

  /**
   * {@return the failure for the pipeline}
   *
   * @param verb {@code create}, {@code patch} or {@code get}
   * @param namespace the namespace of the request
   * @param response an error response
   */
  SinkException of(String verb, String namespace, EventResponse response) {
    int code = response.code();
    String message = response.message();
    return switch (code) {
      case 401 -> unauthorized(message);
      case 403 -> forbidden(namespace, response);
      case 404 -> notFound(verb, message);
      case 409 -> conflict(verb, response);
      case 408, 429 -> retryable(response);
      default ->
          code >= 500 && !isTooLarge(response)
              ? retryable(response)
              : SinkException.rejected("HTTP " + code + ": " + message, null);
    };
  }

  private static SinkException unauthorized(String message) {
    return SinkException.misconfigured(
            "the API server does not accept the credentials (HTTP 401: "
                + message
                + "); renew the token or certificate of the client",
            null)
        .ofWholeSink();
  }

  private SinkException forbidden(String namespace, EventResponse response) {
    String message = response.message();
    if (response.hasCause("NamespaceTerminating")) {
      String why = "namespace " + namespace + " is being deleted";
      return SinkException.rejected(why, null).quietly();
    }
    if (DENIED.matcher(message).find()) { // an admission webhook or policy refuses this one event
      return SinkException.rejected(message, null);
    }
    if (message.contains("exceeded quota")) {
      return SinkException.misconfigured(
          "raise the quota of namespace " + namespace + ": " + message, null);
    }
    String rule = RbacRules.remedy(group, namespace, user(message), naming);
    return SinkException.misconfigured(rule + " (" + message + ")", null);
  }

  private static String user(String message) {
    Matcher user = USER.matcher(message);
    return user.find() ? Objects.requireNonNull(user.group(1)) : "";
  }

  private SinkException notFound(String verb, String message) {
    if (!verb.equals("create")) {
      return SinkException.notFound(message);
    }
    if (message.startsWith("namespaces ")) {
      return SinkException.rejected(message, null);
    }
    String api = group.isEmpty() ? "v1" : "events.k8s.io/v1";
    String other = group.isEmpty() ? "" : "set api=core, or ";
    return SinkException.misconfigured(
            "the server does not serve "
                + api
                + " events (HTTP 404: "
                + message
                + "); "
                + other
                + "correct the address of the server",
            null)
        .ofWholeSink();
  }

  private static SinkException conflict(String verb, EventResponse response) {
    String message = response.message();
    boolean modified =
        message.contains("object has been modified") || response.hasReason("Conflict");
    return verb.equals("create") && !modified
        ? SinkException.alreadyExists(message)
        : SinkException.retryable("HTTP 409: " + message, null);
  }

  /** After a 429 the server says when to try again, so it is not an outage. */
  private static SinkException retryable(EventResponse response) {
    int code = response.code();
    SinkException retryable =
        SinkException.retryable("HTTP " + code + ": " + response.message(), null);
    Duration pause = response.retryAfter();
    if (pause == null && code == 429) {
      pause = SHORT_PAUSE;
    }
    if (pause != null) {
      retryable = retryable.retryAfter(pause);
    }
    return AMBIGUOUS.contains(code) ? retryable.asAmbiguous() : retryable;
  }

  /** The limit of etcd, which the API server reports as an internal error. */
  private static boolean isTooLarge(EventResponse response) {
    String message = response.message();
    return response.code() == 500
        && (message.contains("request is too large") || message.contains("ResourceExhausted"));
  }
}
