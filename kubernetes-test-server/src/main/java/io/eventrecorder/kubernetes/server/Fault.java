package io.eventrecorder.kubernetes.server;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a request. Immutable. */
public final class Fault {
  enum Kind {
    NONE,
    HANG_BEFORE,
    HANG_AFTER,
    RESET_BEFORE,
    RESET_AFTER,
    HALF,
    ANSWER
  }

  private final Kind kind;
  private final Duration delay;
  private final @Nullable Answer answer;

  private Fault(Kind kind, Duration delay, @Nullable Answer answer) {
    this.kind = kind;
    this.delay = delay;
    this.answer = answer;
  }

  /** {@return the request is dealt with as usual, but later} */
  public static Fault delay(Duration delay) {
    return new Fault(Kind.NONE, delay, null);
  }

  /** {@return nothing happens until {@link Faults#release()}, then the request is dealt with} */
  public static Fault hang() {
    return new Fault(Kind.HANG_BEFORE, Duration.ZERO, null);
  }

  /** {@return the request is applied, but its answer is kept until {@link Faults#release()}} */
  public static Fault hangAfterApplying() {
    return new Fault(Kind.HANG_AFTER, Duration.ZERO, null);
  }

  /** {@return the connection ends without an answer, and nothing was done} */
  public static Fault resetBeforeApplying() {
    return new Fault(Kind.RESET_BEFORE, Duration.ZERO, null);
  }

  /** {@return the connection ends without an answer, but the request was applied} */
  public static Fault resetAfterApplying() {
    return new Fault(Kind.RESET_AFTER, Duration.ZERO, null);
  }

  /** {@return the request is applied, and the connection ends within the body of the answer} */
  public static Fault halfAnAnswer() {
    return new Fault(Kind.HALF, Duration.ZERO, null);
  }

  /**
   * {@return 429, as priority and fairness says it: in plain text, and when to come back in the
   * header only}
   *
   * @param retryAfterSeconds whole seconds
   */
  public static Fault tooManyRequests(int retryAfterSeconds) {
    return text(429, "Too many requests, please try again later.", retryAfterSeconds);
  }

  /**
   * {@return 429, as the admission plug-in EventRateLimit says it: in a {@code Status}, with when
   * to come back in its details only}
   *
   * @param retryAfterSeconds whole seconds
   */
  public static Fault rateLimited(int retryAfterSeconds) {
    Refusal.Status status =
        new Refusal.Status(
            429, "TooManyRequests", "The API server is currently rate limiting events.");
    status.details().put("retryAfterSeconds", retryAfterSeconds);
    return new Fault(Kind.ANSWER, Duration.ZERO, status.answer());
  }

  /**
   * {@return 503, as a server says it that starts or shuts down: in plain text}
   *
   * @param retryAfterSeconds whole seconds
   */
  public static Fault unavailable(int retryAfterSeconds) {
    return text(503, "apiserver is shutting down", retryAfterSeconds);
  }

  /** {@return 401, whatever the token} */
  public static Fault unauthorized() {
    return status(401, "Unauthorized", "Unauthorized");
  }

  /**
   * {@return any status}
   *
   * @param code the HTTP status
   * @param reason of the Status; empty for none
   * @param message of the Status
   */
  public static Fault status(int code, String reason, String message) {
    return new Fault(
        Kind.ANSWER, Duration.ZERO, new Refusal.Status(code, reason, message).answer());
  }

  /** {@return the same, later} */
  public Fault after(Duration wait) {
    return new Fault(kind, wait, answer);
  }

  Kind kind() {
    return kind;
  }

  Duration delay() {
    return delay;
  }

  @Nullable Answer answer() {
    return answer;
  }

  private static Fault text(int status, String words, int retryAfterSeconds) {
    Answer.Header header = new Answer.Header("Retry-After", Integer.toString(retryAfterSeconds));
    return new Fault(Kind.ANSWER, Duration.ZERO, Answer.text(status, words, List.of(header)));
  }
}
