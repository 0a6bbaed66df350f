package io.eventrecorder.kubernetes.server;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a request. Immutable. */
public final class InjectedFault {
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
  private final @Nullable ApiResponse answer;

  private InjectedFault(Kind kind, Duration delay, @Nullable ApiResponse answer) {
    this.kind = kind;
    this.delay = delay;
    this.answer = answer;
  }

  /** {@return the request is dealt with as usual, but later} */
  public static InjectedFault delay(Duration delay) {
    return new InjectedFault(Kind.NONE, delay, null);
  }

  /**
   * {@return nothing happens until {@link InjectedFaults#release()}, then the request is dealt
   * with}
   */
  public static InjectedFault hang() {
    return new InjectedFault(Kind.HANG_BEFORE, Duration.ZERO, null);
  }

  /**
   * {@return the request is applied, but its answer is kept until {@link InjectedFaults#release()}}
   */
  public static InjectedFault hangAfterApplying() {
    return new InjectedFault(Kind.HANG_AFTER, Duration.ZERO, null);
  }

  /** {@return the connection ends without an answer, and nothing was done} */
  public static InjectedFault resetBeforeApplying() {
    return new InjectedFault(Kind.RESET_BEFORE, Duration.ZERO, null);
  }

  /** {@return the connection ends without an answer, but the request was applied} */
  public static InjectedFault resetAfterApplying() {
    return new InjectedFault(Kind.RESET_AFTER, Duration.ZERO, null);
  }

  /** {@return the request is applied, and the connection ends within the body of the answer} */
  public static InjectedFault halfAnAnswer() {
    return new InjectedFault(Kind.HALF, Duration.ZERO, null);
  }

  /**
   * {@return 429, as priority and fairness says it: in plain text, and when to come back in the
   * header only}
   *
   * @param retryAfterSeconds whole seconds
   */
  public static InjectedFault tooManyRequests(int retryAfterSeconds) {
    return text(429, "Too many requests, please try again later.", retryAfterSeconds);
  }

  /**
   * {@return 429, as the admission plug-in EventRateLimit says it: in a {@code Status}, with when
   * to come back in its details only}
   *
   * @param retryAfterSeconds whole seconds
   */
  public static InjectedFault rateLimited(int retryAfterSeconds) {
    StatusException.Status status =
        new StatusException.Status(
            429, "TooManyRequests", "The API server is currently rate limiting events.");
    status.details().put("retryAfterSeconds", retryAfterSeconds);
    return new InjectedFault(Kind.ANSWER, Duration.ZERO, status.answer());
  }

  /**
   * {@return 503, as a server says it that starts or shuts down: in plain text}
   *
   * @param retryAfterSeconds whole seconds
   */
  public static InjectedFault unavailable(int retryAfterSeconds) {
    return text(503, "apiserver is shutting down", retryAfterSeconds);
  }

  /** {@return 401, whatever the token} */
  public static InjectedFault unauthorized() {
    return status(401, "Unauthorized", "Unauthorized");
  }

  /**
   * {@return any status}
   *
   * @param code the HTTP status
   * @param reason of the Status; empty for none
   * @param message of the Status
   */
  public static InjectedFault status(int code, String reason, String message) {
    return new InjectedFault(
        Kind.ANSWER, Duration.ZERO, new StatusException.Status(code, reason, message).answer());
  }

  /** {@return the same, later} */
  public InjectedFault after(Duration wait) {
    return new InjectedFault(kind, wait, answer);
  }

  Kind kind() {
    return kind;
  }

  Duration delay() {
    return delay;
  }

  @Nullable ApiResponse answer() {
    return answer;
  }

  private static InjectedFault text(int status, String words, int retryAfterSeconds) {
    ApiResponse.Header header =
        new ApiResponse.Header("Retry-After", Integer.toString(retryAfterSeconds));
    return new InjectedFault(
        Kind.ANSWER, Duration.ZERO, ApiResponse.text(status, words, List.of(header)));
  }
}
