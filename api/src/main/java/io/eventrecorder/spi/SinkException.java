package io.eventrecorder.spi;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Says why a write failed. A sink completes the stage of the write with it. There is one factory
 * method for each {@link Kind}.
 *
 * <p>A stage may also fail with other exceptions. An {@link IOException} or {@link
 * TimeoutException} counts as {@link Kind#RETRYABLE} and ambiguous. An {@link
 * UnwritableEventException} counts as {@link Kind#REJECTED}. Any other exception counts as a bug:
 * the write is tried once more and then rejected.
 */
public final class SinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the pipeline does about a failure. */
  public enum Kind {
    /** The write may succeed later. It is tried again, with growing pauses. */
    RETRYABLE,
    /** The store does not have the event of a patch. The newest state is created. */
    NOT_FOUND,
    /**
     * The store has an event of the name of a create. The event is patched if the pipeline created
     * it, and else created under another name.
     */
    ALREADY_EXISTS,
    /** The store will never accept the write. It is counted and given up. */
    REJECTED,
    /**
     * The store will accept no write until a person corrects the configuration. Writes are tried
     * again at long intervals, and it is logged once.
     */
    MISCONFIGURED
  }

  /** What the pipeline does. */
  private final Kind kind;

  /** The pause that the sink asks for. */
  private final @Nullable Duration retryAfter;

  /** Whether all failure domains are affected. */
  private final boolean wholeSink;

  /** Whether the store may have the write although it failed. */
  private final boolean ambiguous;

  /** Whether the failure is not logged. */
  private final boolean quiet;

  private SinkException(
      Kind kind,
      String message,
      @Nullable Throwable cause,
      @Nullable Duration retryAfter,
      boolean wholeSink,
      boolean ambiguous,
      boolean quiet) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.wholeSink = wholeSink;
    this.ambiguous = ambiguous;
    this.quiet = quiet;
  }

  /**
   * {@return a failure of kind {@link Kind#RETRYABLE}; ambiguous if the cause is an {@link
   * IOException} or {@link TimeoutException}}
   *
   * @param message what happened
   * @param cause the cause; may be null
   */
  public static SinkException retryable(String message, @Nullable Throwable cause) {
    boolean lostAnswer = cause instanceof IOException || cause instanceof TimeoutException;
    return new SinkException(Kind.RETRYABLE, message, cause, null, false, lostAnswer, false);
  }

  /**
   * {@return a failure of kind {@link Kind#NOT_FOUND}}
   *
   * @param message the answer of the store
   */
  public static SinkException notFound(String message) {
    return new SinkException(Kind.NOT_FOUND, message, null, null, false, false, false);
  }

  /**
   * {@return a failure of kind {@link Kind#ALREADY_EXISTS}}
   *
   * @param message the answer of the store
   */
  public static SinkException alreadyExists(String message) {
    return new SinkException(Kind.ALREADY_EXISTS, message, null, null, false, false, false);
  }

  /**
   * {@return a failure of kind {@link Kind#REJECTED}}
   *
   * @param message the answer of the store
   * @param cause the cause; may be null
   */
  public static SinkException rejected(String message, @Nullable Throwable cause) {
    return new SinkException(Kind.REJECTED, message, cause, null, false, false, false);
  }

  /**
   * {@return a failure of kind {@link Kind#MISCONFIGURED}}
   *
   * @param remedy what to change; it is logged
   * @param cause the cause; may be null
   */
  public static SinkException misconfigured(String remedy, @Nullable Throwable cause) {
    return new SinkException(Kind.MISCONFIGURED, remedy, cause, null, false, false, false);
  }

  /**
   * {@return this failure with a pause before the next try (HTTP {@code Retry-After})}
   *
   * @param pause how long the pipeline must not try again
   */
  public SinkException retryAfter(Duration pause) {
    return new SinkException(kind, getMessage(), getCause(), pause, wholeSink, ambiguous, quiet);
  }

  /** {@return this failure, marked as one that affects all failure domains of the sink} */
  public SinkException ofWholeSink() {
    return new SinkException(kind, getMessage(), getCause(), retryAfter, true, ambiguous, quiet);
  }

  /** {@return this failure, marked as ambiguous: the store may have the write} */
  public SinkException asAmbiguous() {
    return new SinkException(kind, getMessage(), getCause(), retryAfter, wholeSink, true, quiet);
  }

  /** {@return this failure, marked as expected: it is counted, but not logged if it is final} */
  public SinkException quietly() {
    return new SinkException(
        kind, getMessage(), getCause(), retryAfter, wholeSink, ambiguous, true);
  }

  /** {@return what the pipeline does} */
  public Kind kind() {
    return kind;
  }

  /** {@return the pause before the next try; empty if the sink asks for none} */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** {@return whether all failure domains are affected} */
  public boolean wholeSink() {
    return wholeSink;
  }

  /** {@return whether the store may have the write although it failed} */
  public boolean ambiguous() {
    return ambiguous;
  }

  /** {@return whether the failure is expected and not logged} */
  public boolean quiet() {
    return quiet;
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }
}
