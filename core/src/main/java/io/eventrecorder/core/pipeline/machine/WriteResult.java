package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.UserCode;
import io.eventrecorder.text.PrintableText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt to write. Immutable.
 *
 * @param kind what happened
 * @param stored the state in the store, if {@link Kind#STORED}; null means the state that was sent
 * @param cause the failure; null if there is none
 * @param retryAfterNanos the pause that the sink asks for, in nanoseconds; 0 if it asks for none
 * @param ambiguous whether the write may have been stored although it failed
 * @param wholeSink whether the failure concerns all failure domains
 */
public record WriteResult(
    Kind kind,
    @Nullable Event stored,
    @Nullable Throwable cause,
    long retryAfterNanos,
    boolean ambiguous,
    boolean wholeSink) {
  /** What happened to a write. */
  public enum Kind {
    /** The store has it. */
    STORED,
    /** The event to patch is not in the store. */
    NOT_FOUND,
    /** The store has an event of this name already. */
    ALREADY_EXISTS,
    /** It failed now, and may succeed later. */
    RETRYABLE,
    /** The sink will never accept it. */
    REJECTED,
    /** It fails until a person changes something. */
    MISCONFIGURED,
    /** The sink failed with an unexpected exception. */
    BUG
  }

  private static final WriteResult AS_SENT =
      new WriteResult(Kind.STORED, null, null, 0, false, false);

  /** The sink has answered, but the answer could not be read. */
  public static final WriteResult UNREADABLE =
      lost(SinkException.retryable("the sink's answer could not be read", null));

  /**
   * {@return the result of a write that was stored}
   *
   * @param event the state in the store; null if it is the state that was sent
   */
  public static WriteResult stored(@Nullable Event event) {
    return event == null ? AS_SENT : new WriteResult(Kind.STORED, event, null, 0, false, false);
  }

  /**
   * {@return the result of a write whose answer was lost: it may have been stored}
   *
   * @param cause the failure
   */
  public static WriteResult lost(Throwable cause) {
    return new WriteResult(Kind.RETRYABLE, null, cause, 0, true, false);
  }

  /**
   * {@return the result of a write that the sink will never accept}
   *
   * @param cause the failure
   */
  public static WriteResult rejected(Throwable cause) {
    return new WriteResult(Kind.REJECTED, null, cause, 0, false, false);
  }

  /**
   * {@return the result of a write that failed with an unexpected exception}
   *
   * @param cause the exception
   */
  public static WriteResult bug(Throwable cause) {
    return new WriteResult(Kind.BUG, null, cause, 0, true, false);
  }

  /**
   * {@return the result that a sink's failure describes}
   *
   * @param failure the failure
   */
  public static WriteResult of(SinkException failure) {
    long pause = failure.retryAfter().map(WriteResult::nanos).orElse(0L);
    return new WriteResult(
        kind(failure), null, failure, pause, failure.ambiguous(), failure.wholeSink());
  }

  /** The result of a request that got no answer in time. */
  static WriteResult timedOut(long nanos) {
    String message =
        "no answer within attempt-timeout (" + Duration.ofNanos(nanos).toMillis() + "ms)";
    return lost(SinkException.retryable(message, null));
  }

  /** {@return the failure as one line of text; empty if there is none} */
  public String detail() {
    if (cause == null) {
      return "";
    }
    return PrintableText.line(
        cause instanceof SinkException ? String.valueOf(cause.getMessage()) : UserCode.text(cause));
  }

  /** Whether a create with this result has reached the store, or may have. */
  boolean maybeStored() {
    return kind == Kind.STORED || ambiguous;
  }

  /** Whether the sink, or its part for the event's failure domain, cannot write now. */
  boolean isFailureOfDomain() {
    return kind == Kind.RETRYABLE || kind == Kind.MISCONFIGURED;
  }

  /** Whether this one failure is enough to open a circuit: other events would fail, too. */
  boolean concernsOtherEvents() {
    return kind == Kind.MISCONFIGURED || wholeSink || retryAfterNanos > 0;
  }

  private static Kind kind(SinkException failure) {
    return switch (failure.kind()) {
      case RETRYABLE -> Kind.RETRYABLE;
      case NOT_FOUND -> Kind.NOT_FOUND;
      case ALREADY_EXISTS -> Kind.ALREADY_EXISTS;
      case REJECTED -> Kind.REJECTED;
      case MISCONFIGURED -> Kind.MISCONFIGURED;
    };
  }

  /** The pause in nanoseconds, at most a day, so that adding it to a time cannot overflow. */
  private static long nanos(Duration pause) {
    return pause.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : pause.toNanos();
  }
}
