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

  private static final Pattern DENIED = Pattern.compile("denied (the )?request");
  private static final Pattern USER = Pattern.compile("User \"([^\"]*)\"");

  private final String group;
  private final EventNaming naming;

  ApiFailures(EventApi api, EventNaming naming) {
    this.group = api == EventApi.CORE_V1 ? "" : "events.k8s.io";
    this.naming = naming;
  }

  /**
   * {@return what the pipeline is told}
   *
   * @param verb {@code create}, {@code patch} or {@code get}
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
      case 403 -> forbidden(namespace, message, failure);
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
      String namespace, String message, KubernetesClientException failure) {
    if (hasCause(failure, "NamespaceTerminating")) {
      String why = "namespace " + namespace + " is being deleted";
      return SinkException.rejected(why, failure).quietly();
    }
    if (DENIED.matcher(message).find()) { // by an admission webhook or policy, this event
      return SinkException.rejected(message, failure);
    }
    if (message.contains("exceeded quota")) {
      return SinkException.misconfigured(
          "raise the quota of namespace " + namespace + ": " + message, failure);
    }
    String rule = Rbac.remedy(group, namespace, user(message), naming);
    return SinkException.misconfigured(rule + " (" + message + ")", failure);
  }

  private static String user(String message) {
    Matcher user = USER.matcher(message);
    return user.find() ? Objects.requireNonNull(user.group(1)) : "";
  }

  private SinkException notFound(String verb, String message, KubernetesClientException failure) {
    if (!verb.equals("create")) {
      return SinkException.notFound(message);
    }
    if (message.startsWith("namespaces ")) {
      return SinkException.rejected(message, failure);
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
                + "mend the address of the server",
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
    Throwable unreached = unreached(failure);
    if (unreached != null) {
      String what = "the API server cannot be reached: " + unreached;
      return SinkException.retryable(what, failure).ofWholeSink();
    }
    return SinkException.retryable("no answer: " + root(failure), failure).asAmbiguous();
  }

  private static @Nullable Throwable unreached(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof NoRouteToHostException
          || cause instanceof UnknownHostException
          || cause instanceof SSLHandshakeException
          || cause instanceof SSLPeerUnverifiedException
          || cause.getClass().getSimpleName().toLowerCase(Locale.ROOT).contains("connecttimeout")) {
        return cause;
      }
    }
    return null;
  }

  /** {@return what happened, for people} */
  static String words(KubernetesClientException failure) {
    if (failure.getCode() > 0) {
      return "HTTP " + failure.getCode() + ": " + message(failure);
    }
    Throwable unreached = unreached(failure);
    return unreached == null ? root(failure) : unreached.toString();
  }

  /**
   * {@return the words of the first cause} What a time-out has as its cause is but what became of
   * the connection that was closed for it (JDK-8347597).
   */
  static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null
        && !root.getClass().getSimpleName().equals("HttpTimeoutException")) {
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
