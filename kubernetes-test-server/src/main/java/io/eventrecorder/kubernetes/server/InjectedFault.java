package io.eventrecorder.kubernetes.server;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fault that the server injects into a request. Immutable. */
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

  /** {@return a fault that delays the request and then handles it normally} */
  public static InjectedFault delay(Duration delay) {
    return new InjectedFault(Kind.NONE, delay, null);
  }

  /**
   * {@return a fault that holds the request until {@link InjectedFaults#release()} and then handles
   * it normally}
   */
  public static InjectedFault hang() {
    return new InjectedFault(Kind.HANG_BEFORE, Duration.ZERO, null);
  }

  /**
   * {@return a fault that applies the request and holds the response until {@link
   * InjectedFaults#release()}}
   */
  public static InjectedFault hangAfterApplying() {
    return new InjectedFault(Kind.HANG_AFTER, Duration.ZERO, null);
  }

  /**
   * {@return a fault that closes the connection without a response and without applying the
   * request}
   */
  public static InjectedFault resetBeforeApplying() {
    return new InjectedFault(Kind.RESET_BEFORE, Duration.ZERO, null);
  }

  /** {@return a fault that applies the request and closes the connection without a response} */
  public static InjectedFault resetAfterApplying() {
    return new InjectedFault(Kind.RESET_AFTER, Duration.ZERO, null);
  }

  /**
   * {@return a fault that applies the request and closes the connection in the middle of the
   * response body}
   */
  public static InjectedFault halfAnAnswer() {
    return new InjectedFault(Kind.HALF, Duration.ZERO, null);
  }

  /**
   * {@return a fault that answers 429 as API priority and fairness does: in plain text, with the
   * delay only in the header Retry-After}
   *
   * @param retryAfterSeconds whole seconds
   */
  public static InjectedFault tooManyRequests(int retryAfterSeconds) {
    return text(429, "Too many requests, please try again later.", retryAfterSeconds);
  }

  /**
   * {@return a fault that answers 429 as the admission plug-in EventRateLimit does: with a {@code
   * Status} that has the delay only in its details}
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
   * {@return a fault that answers 503 as a server does that starts or shuts down: in plain text}
   *
   * @param retryAfterSeconds whole seconds
   */
  public static InjectedFault unavailable(int retryAfterSeconds) {
    return text(503, "apiserver is shutting down", retryAfterSeconds);
  }

  /** {@return a fault that answers 401, even if the token is valid} */
  public static InjectedFault unauthorized() {
    return status(401, "Unauthorized", "Unauthorized");
  }

  /**
   * {@return a fault that answers with the given status}
   *
   * @param code the HTTP status
   * @param reason of the Status; empty for none
   * @param message of the Status
   */
  public static InjectedFault status(int code, String reason, String message) {
    return new InjectedFault(
        Kind.ANSWER, Duration.ZERO, new StatusException.Status(code, reason, message).answer());
  }

  /** {@return this fault with a delay before it} */
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
