package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.spi.SinkException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Translates failures without a response. Their causes depend on fabric8's HTTP client. */
final class TransportFailures {
  private static final String GOAWAY =
      "; over HTTP/2 the API server closes the connection when it stops, and also after it has"
          + " refused the credentials (HTTP 401), which the HTTP client of Java 17 does not"
          + " report: if this lasts, renew the token or certificate of the client";

  private TransportFailures() {}

  /** {@return the failure for the pipeline} If no server was reached, nothing was written. */
  static SinkException failure(Throwable failure) {
    Throwable unreached = unreached(failure);
    return unreached == null
        ? SinkException.retryable("no answer: " + root(failure), failure).asAmbiguous()
        : SinkException.retryable("the API server cannot be reached: " + unreached, null)
            .ofWholeSink(); // no cause: an IOException there means that the write may have been
    // carried out
  }

  /** {@return what happened, as text for people} */
  static String describe(KubernetesClientException failure) {
    if (failure.getCode() > 0) {
      return "HTTP " + failure.getCode() + ": " + message(failure);
    }
    Throwable unreached = unreached(failure);
    return unreached == null ? root(failure) : unreached.toString();
  }

  /** The message of the server. That of fabric8 begins with the request. */
  private static String message(KubernetesClientException failure) {
    Status status = failure.getStatus();
    String message = status == null ? null : status.getMessage();
    return message == null || message.isEmpty() ? String.valueOf(failure.getMessage()) : message;
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

  /**
   * {@return the message of the root cause} The cause of a time-out is not used: it only says that
   * the connection was closed afterwards (JDK-8347597).
   */
  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null
        && !root.getClass().getSimpleName().equals("HttpTimeoutException")) {
      root = root.getCause();
    }
    String message = root == failure ? String.valueOf(failure.getMessage()) : root.toString();
    return message.contains("GOAWAY") ? message + GOAWAY : message;
  }
}
