package io.eventrecorder.sink.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the server answered to one request.
 *
 * @param code the HTTP status
 * @param text the body
 * @param status what a refusal says, if its body is a {@code Status}: priority and fairness, a
 *     server that starts or stops, and proxies send plain text
 * @param pause what the header {@code Retry-After} asks for
 */
record ApiResponse(int code, String text, @Nullable Status status, @Nullable Duration pause) {
  private static final int MOST_CHARACTERS = 200;

  boolean isSuccess() {
    return code >= 200 && code < 300;
  }

  /** {@return the server's own words} */
  String message() {
    String words = status == null ? null : status.getMessage();
    if (words != null && !words.isEmpty()) {
      return words;
    }
    String line = text.strip().lines().findFirst().orElse("no reason given");
    return line.substring(0, line.offsetByCodePoints(0, shown(line)));
  }

  private static int shown(String line) {
    return Math.min(MOST_CHARACTERS, line.codePointCount(0, line.length()));
  }

  /** {@return the pause that the server asks for, in the header or in the Status} */
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
