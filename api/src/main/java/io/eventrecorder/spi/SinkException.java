package io.eventrecorder.spi;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How a sink says why a write failed: complete the stage with it. Made by one factory for each
 * {@link Kind}.
 *
 * <p>What else a stage may fail with: an {@link IOException} or {@link TimeoutException} is taken
 * as {@link Kind#RETRYABLE} and ambiguous; an {@link UnwritableEventException}, since the format
 * cannot express the event, as {@link Kind#REJECTED}; any other exception as a bug on this event:
 * tried once more, then rejected.
 */
public final class SinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the pipeline does about a failure. */
  public enum Kind {
    /** It may work later: the write is tried again, with growing pauses. */
    RETRYABLE,
    /** A patch met no event: the newest state is created. */
    NOT_FOUND,
    /**
     * A create met an event of that name: patched if it is ours, else created under another name.
     */
    ALREADY_EXISTS,
    /** This write will never be accepted: counted and given up. */
    REJECTED,
    /**
     * Nothing will be accepted until a person corrects the configuration: tried again at long
     * intervals, logged once.
     */
    MISCONFIGURED
  }

  /** What failed. */
  private final Kind kind;

  /** The pause that the sink asks for. */
  private final @Nullable Duration retryAfter;

  /** Whether all failure domains are concerned. */
  private final boolean wholeSink;

  /** Whether the write may have been stored all the same. */
  private final boolean ambiguous;

  /** Whether nobody needs to be told. */
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
   * {@return a failure that may pass; ambiguous if the cause is an {@link IOException} or {@link
   * TimeoutException}}
   *
   * @param message what happened
   * @param cause why; may be null
   */
  public static SinkException retryable(String message, @Nullable Throwable cause) {
    boolean lostAnswer = cause instanceof IOException || cause instanceof TimeoutException;
    return new SinkException(Kind.RETRYABLE, message, cause, null, false, lostAnswer, false);
  }

  /**
   * {@return a patch that met no event}
   *
   * @param message what the store said
   */
  public static SinkException notFound(String message) {
    return new SinkException(Kind.NOT_FOUND, message, null, null, false, false, false);
  }

  /**
   * {@return a create that met an event of that name}
   *
   * @param message what the store said
   */
  public static SinkException alreadyExists(String message) {
    return new SinkException(Kind.ALREADY_EXISTS, message, null, null, false, false, false);
  }

  /**
   * {@return a write that will never be accepted}
   *
   * @param message what the store said
   * @param cause why; may be null
   */
  public static SinkException rejected(String message, @Nullable Throwable cause) {
    return new SinkException(Kind.REJECTED, message, cause, null, false, false, false);
  }

  /**
   * {@return a failure that lasts until a person corrects the configuration}
   *
   * @param remedy what to do, in words; it is logged
   * @param cause why; may be null
   */
  public static SinkException misconfigured(String remedy, @Nullable Throwable cause) {
    return new SinkException(Kind.MISCONFIGURED, remedy, cause, null, false, false, false);
  }

  /**
   * {@return this failure, asking for a pause (HTTP {@code Retry-After})}
   *
   * @param pause not to be tried again before it is over
   */
  public SinkException retryAfter(Duration pause) {
    return new SinkException(kind, getMessage(), getCause(), pause, wholeSink, ambiguous, quiet);
  }

  /** {@return this failure, of the whole sink and not of one failure domain only} */
  public SinkException ofWholeSink() {
    return new SinkException(kind, getMessage(), getCause(), retryAfter, true, ambiguous, quiet);
  }

  /** {@return this failure of a write that may have been stored all the same} */
  public SinkException asAmbiguous() {
    return new SinkException(kind, getMessage(), getCause(), retryAfter, wholeSink, true, quiet);
  }

  /** {@return this failure, which is nobody's fault: counted, but not logged if it is final} */
  public SinkException quietly() {
    return new SinkException(
        kind, getMessage(), getCause(), retryAfter, wholeSink, ambiguous, true);
  }

  /** {@return what the pipeline does about it} */
  public Kind kind() {
    return kind;
  }

  /** {@return the pause that the sink asks for} */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** {@return whether all failure domains are concerned} */
  public boolean wholeSink() {
    return wholeSink;
  }

  /** {@return whether the write may have been stored all the same} */
  public boolean ambiguous() {
    return ambiguous;
  }

  /** {@return whether it is nobody's fault, and not worth a line in the log} */
  public boolean quiet() {
    return quiet;
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }
}
