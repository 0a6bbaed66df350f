package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.SinkException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What the API server's answers mean to the pipeline. By what a kube-apiserver 1.36 answers about
 * events.
 */
final class ApiFailures {
  /** An answer that says nothing of whether the write was carried out. */
  private static final Set<Integer> AMBIGUOUS = Set.of(408, 500, 502, 504);

  private static final Pattern USER = Pattern.compile("User \"([^\"]*)\"");

  private final String group;

  ApiFailures(EventApi api) {
    this.group = api == EventApi.CORE_V1 ? "" : "events.k8s.io";
  }

  /**
   * {@return what the pipeline is told}
   *
   * @param verb {@code create} or {@code patch}
   * @param namespace where
   * @param failure what fabric8 threw
   */
  SinkException of(String verb, String namespace, KubernetesClientException failure) {
    int code = failure.getCode();
    if (code <= 0) {
      return transport(failure);
    }
    String message = message(failure);
    return switch (code) {
      case 401 -> unauthorized(message, failure);
      case 403 -> forbidden(verb, namespace, message, failure);
      case 404 -> notFound(verb, message, failure);
      case 409 -> conflict(verb, message, failure);
      case 408, 429 -> retryable(code, message, failure);
      default ->
          code >= 500 && !isTooLarge(message, failure)
              ? retryable(code, message, failure)
              : SinkException.rejected("HTTP " + code + ": " + message, failure);
    };
  }

  private static SinkException unauthorized(String message, KubernetesClientException failure) {
    return SinkException.misconfigured(
            "the API server does not know who we are (HTTP 401: "
                + message
                + "); renew the token or certificate of the client",
            failure)
        .ofWholeSink();
  }

  private SinkException forbidden(
      String verb, String namespace, String message, KubernetesClientException failure) {
    if (hasCause(failure, "NamespaceTerminating")) {
      String why = "namespace " + namespace + " is being deleted";
      return SinkException.rejected(why, failure).quietly();
    }
    if (message.contains("denied the request")) { // an admission webhook, about this event
      return SinkException.rejected(message, failure);
    }
    if (message.contains("cannot " + verb + " resource")) {
      return SinkException.misconfigured(
          Rbac.remedy(group, namespace, user(message)) + " (" + message + ")", failure);
    }
    return SinkException.misconfigured(
        "events may not be written to namespace " + namespace + ": " + message, failure);
  }

  private static String user(String message) {
    Matcher user = USER.matcher(message);
    return user.find() ? Objects.requireNonNull(user.group(1)) : "";
  }

  private SinkException notFound(String verb, String message, KubernetesClientException failure) {
    if (verb.equals("patch")) {
      return SinkException.notFound(message);
    }
    if (message.startsWith("namespaces ")) {
      return SinkException.rejected(message, failure);
    }
    String api = group.isEmpty() ? "v1" : "events.k8s.io/v1";
    return SinkException.misconfigured(
            "the server does not serve "
                + api
                + " events (HTTP 404: "
                + message
                + "); set api=core, or mend the address of the server",
            failure)
        .ofWholeSink();
  }

  private static SinkException conflict(
      String verb, String message, KubernetesClientException failure) {
    Status status = failure.getStatus();
    boolean modified =
        message.contains("object has been modified")
            || (status != null && "Conflict".equals(status.getReason()));
    return verb.equals("create") && !modified
        ? SinkException.alreadyExists(message)
        : SinkException.retryable("HTTP 409: " + message, failure);
  }

  private static SinkException retryable(
      int code, String message, KubernetesClientException failure) {
    SinkException retryable = SinkException.retryable("HTTP " + code + ": " + message, failure);
    StatusDetails details = details(failure);
    Integer seconds = details == null ? null : details.getRetryAfterSeconds();
    if (seconds != null && seconds > 0) {
      retryable = retryable.retryAfter(Duration.ofSeconds(seconds));
    }
    return AMBIGUOUS.contains(code) ? retryable.asAmbiguous() : retryable;
  }

  /** No answer. Where nobody was reached, nothing was written, and nothing else will be. */
  private static SinkException transport(KubernetesClientException failure) {
    Throwable unreached = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof NoRouteToHostException
          || cause instanceof UnknownHostException
          || cause instanceof SSLHandshakeException
          || cause instanceof SSLPeerUnverifiedException
          || cause.getClass().getSimpleName().toLowerCase(Locale.ROOT).contains("connecttimeout")) {
        unreached = cause;
      }
    }
    if (unreached != null) {
      String what = "the API server cannot be reached: " + unreached;
      return SinkException.retryable(what, failure).ofWholeSink();
    }
    return SinkException.retryable("no answer: " + rootWords(failure), failure).asAmbiguous();
  }

  private static String rootWords(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == failure ? String.valueOf(failure.getMessage()) : root.toString();
  }

  /** etcd's limit, which the API server passes on as its own fault. */
  private static boolean isTooLarge(String message, KubernetesClientException failure) {
    return failure.getCode() == 500
        && (message.contains("request is too large") || message.contains("ResourceExhausted"));
  }

  private static boolean hasCause(KubernetesClientException failure, String reason) {
    StatusDetails details = details(failure);
    return details != null
        && details.getCauses() != null
        && details.getCauses().stream().anyMatch(cause -> reason.equals(cause.getReason()));
  }

  private static @Nullable StatusDetails details(KubernetesClientException failure) {
    Status status = failure.getStatus();
    return status == null ? null : status.getDetails();
  }

  /** The server's own words; fabric8 puts the request before them. */
  private static String message(KubernetesClientException failure) {
    Status status = failure.getStatus();
    String words = status == null ? null : status.getMessage();
    return words == null || words.isEmpty() ? String.valueOf(failure.getMessage()) : words;
  }
}
