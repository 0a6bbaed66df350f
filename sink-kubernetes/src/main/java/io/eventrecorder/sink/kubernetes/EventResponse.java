package io.eventrecorder.sink.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The response of the server to one request.
 *
 * @param code the HTTP status code
 * @param text the body
 * @param status the body of an error, if it is a {@code Status}; null for plain text, which
 *     priority and fairness, a server that starts or stops, and proxies send
 * @param pause the pause that the header {@code Retry-After} of an error asks for; null if none
 */
record EventResponse(int code, String text, @Nullable Status status, @Nullable Duration pause) {
  private static final int MAX_CHARACTERS = 200;

  boolean isSuccess() {
    return code >= 200 && code < 300;
  }

  /** {@return the error message of the server} */
  String message() {
    String message = status == null ? null : status.getMessage();
    if (message != null && !message.isEmpty()) {
      return message;
    }
    String line = text.strip().lines().findFirst().orElse("no reason given");
    return line.substring(0, line.offsetByCodePoints(0, shown(line)));
  }

  private static int shown(String line) {
    return Math.min(MAX_CHARACTERS, line.codePointCount(0, line.length()));
  }

  /** {@return the pause that the server asks for in the header or in the Status; null if none} */
  @Nullable Duration retryAfter() {
    StatusDetails details = details();
    Integer seconds = details == null ? null : details.getRetryAfterSeconds();
    return pause == null && seconds != null && seconds > 0 ? Duration.ofSeconds(seconds) : pause;
  }

  boolean hasReason(String reason) {
    return status != null && reason.equals(status.getReason());
  }

  boolean hasCause(String reason) {
    StatusDetails details = details();
    return details != null
        && details.getCauses() != null
        && details.getCauses().stream().anyMatch(cause -> reason.equals(cause.getReason()));
  }

  private @Nullable StatusDetails details() {
    return status == null ? null : status.getDetails();
  }
}
