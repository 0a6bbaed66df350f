package io.eventrecorder.cli.source.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the API server answers instead of events. */
final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int GONE = 410;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /** Another attempt gets the same answer. */
  private static final Set<Integer> FINAL =
      Set.of(400, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, 405, 406, 422);

  private static final Pattern USER = Pattern.compile("User \"([^\"]*)\"");

  /** The HTTP status. */
  private final int code;

  /** How long the server asks to wait; zero if it does not ask. */
  private final Duration pause;

  ApiProblem(int code, String message, Duration pause) {
    super(message, null, false, false);
    this.code = code;
    this.pause = pause;
  }

  static ApiProblem of(int code, byte[] body, Map<String, List<String>> headers) {
    String message = body.length > 0 && body[0] == '{' ? EventResponses.status(body).message() : "";
    if (message.isEmpty()) {
      message = new String(body, UTF_8).strip().lines().findFirst().orElse("");
    }
    return new ApiProblem(code, message, pause(headers));
  }

  /** The header Retry-After, if it has whole seconds. kube-apiserver sends no dates. */
  private static Duration pause(Map<String, List<String>> headers) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      String value = header.getValue().isEmpty() ? "" : header.getValue().get(0).strip();
      if (header.getKey().equalsIgnoreCase("Retry-After") && value.matches("[0-9]{1,5}")) {
        return Duration.ofSeconds(Long.parseLong(value));
      }
    }
    return Duration.ZERO;
  }

  /** {@return how long the server asks to wait; zero if it does not ask} */
  Duration pause() {
    return pause;
  }

  /** {@return whether the server no longer has the changes that the request asks for} */
  boolean isGone() {
    return code == GONE;
  }

  /** {@return whether another attempt gets the same answer} */
  boolean isFinal() {
    return FINAL.contains(code);
  }

  /** {@return whether the API is not served, or this user may not read it} */
  boolean isOfThisApi() {
    return code == NOT_FOUND || code == FORBIDDEN;
  }

  /** {@return the problem and the remedy, for people} */
  String words(EventsRequest request) {
    String message = String.valueOf(getMessage());
    return switch (code) {
      case UNAUTHORIZED ->
          "the API server does not accept the credentials (HTTP 401: "
              + message
              + "); renew the token or certificate in the kubeconfig";
      case FORBIDDEN -> forbidden(request, message);
      case NOT_FOUND ->
          "the server does not serve events of "
              + request.apiVersion()
              + " (HTTP 404: "
              + message
              + "); correct the address of the server, or use --api auto";
      default -> "HTTP " + code + ": " + message;
    };
  }

  private static String forbidden(EventsRequest request, String message) {
    Matcher user = USER.matcher(message);
    boolean everywhere = request.namespace().isEmpty();
    return message
        + "; give "
        + (user.find() ? user.group(1) : "this user")
        + (everywhere ? " a ClusterRole" : " a Role in namespace " + request.namespace())
        + " with the rule {apiGroups: [\"\", \"events.k8s.io\"], resources: [\"events\"], verbs:"
        + " [\"get\", \"list\", \"watch\"]}"
        + (everywhere ? ", or read one namespace with -n" : "");
  }

  /** {@return what a failure without a response is, for people} */
  static String words(Throwable failure) {
    @Nullable Throwable cause = failure;
    while (cause.getCause() != null
        && !cause.getClass().getSimpleName().equals("HttpTimeoutException")) {
      cause = cause.getCause();
    }
    if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
      return "the name of the host is unknown; choose a cluster with --kubeconfig, --context or"
          + " $KUBECONFIG";
    }
    String message = cause.getMessage();
    return message == null || message.isEmpty() || !(cause instanceof java.io.IOException)
        ? cause.toString()
        : message.contains("://") ? message : cause.getClass().getSimpleName() + ": " + message;
  }
}
