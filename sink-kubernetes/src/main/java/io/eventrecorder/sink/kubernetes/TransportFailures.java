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

/** What it means that a request got no answer; the causes depend on fabric8's HTTP client. */
final class TransportFailures {
  private static final String GOAWAY =
      "; over HTTP/2 the API server closes the connection when it stops, and also after it has"
          + " refused the credentials (HTTP 401), which the HTTP client of Java 17 does not pass"
          + " on: if this lasts, renew the token or certificate of the client";

  private TransportFailures() {}

  /** {@return what the pipeline is told} Where nobody was reached, nothing was written. */
  static SinkException failure(Throwable failure) {
    Throwable unreached = unreached(failure);
    return unreached == null
        ? SinkException.retryable("no answer: " + root(failure), failure).asAmbiguous()
        : SinkException.retryable("the API server cannot be reached: " + unreached, null)
            .ofWholeSink(); // an IOException as its cause would say that it may have been written
  }

  /** {@return what happened, for people} */
  static String words(KubernetesClientException failure) {
    if (failure.getCode() > 0) {
      return "HTTP " + failure.getCode() + ": " + message(failure);
    }
    Throwable unreached = unreached(failure);
    return unreached == null ? root(failure) : unreached.toString();
  }

  /** The server's own words; fabric8 puts the request before them. */
  private static String message(KubernetesClientException failure) {
    Status status = failure.getStatus();
    String words = status == null ? null : status.getMessage();
    return words == null || words.isEmpty() ? String.valueOf(failure.getMessage()) : words;
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
   * {@return the words of the first cause} The cause of a time-out only says what became of the
   * connection that was closed for it (JDK-8347597).
   */
  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null
        && !root.getClass().getSimpleName().equals("HttpTimeoutException")) {
      root = root.getCause();
    }
    String words = root == failure ? String.valueOf(failure.getMessage()) : root.toString();
    return words.contains("GOAWAY") ? words + GOAWAY : words;
  }
}
