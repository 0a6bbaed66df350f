package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.UnwritableEventException;
import io.eventrecorder.spi.UserCode;
import io.eventrecorder.text.PrintableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt, in the pipeline's terms.
 *
 * @param kind what the lane does about it
 * @param stored the state in the store, if {@link Kind#STORED}; null means as written
 * @param cause the failure, if there is one
 * @param retryAfterNanos the pause that the sink asks for
 * @param ambiguous whether the write may have been stored all the same
 * @param wholeSink whether all failure domains are concerned
 */
record WriteResult(
    Kind kind,
    @Nullable Event stored,
    @Nullable Throwable cause,
    long retryAfterNanos,
    boolean ambiguous,
    boolean wholeSink) {
  enum Kind {
    STORED,
    NOT_FOUND,
    ALREADY_EXISTS,
    RETRYABLE,
    REJECTED,
    MISCONFIGURED,
    BUG
  }

  private static final int MAX_WRAPPERS = 100;

  private static final WriteResult AS_WRITTEN =
      new WriteResult(Kind.STORED, null, null, 0, false, false);

  /** Of a sink that has answered, but nobody can say what. */
  static final WriteResult UNREADABLE =
      new WriteResult(
          Kind.RETRYABLE,
          null,
          SinkException.retryable("the sink's answer could not be read", null),
          0,
          true,
          false);

  static WriteResult stored(@Nullable Event event) {
    return event == null ? AS_WRITTEN : new WriteResult(Kind.STORED, event, null, 0, false, false);
  }

  static WriteResult timedOut(long nanos) {
    String message = "no answer within " + Duration.ofNanos(nanos);
    return new WriteResult(Kind.RETRYABLE, null, new TimeoutException(message), 0, true, false);
  }

  /** What a sink's exception means. Its methods are user code: none of them gets further. */
  static WriteResult failed(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof SinkException failure) {
      long pause = failure.retryAfter().map(WriteResult::nanos).orElse(0L);
      return new WriteResult(
          kind(failure), null, failure, pause, failure.ambiguous(), failure.wholeSink());
    }
    if (cause instanceof UnwritableEventException) { // it fails again at every try
      return new WriteResult(Kind.REJECTED, null, cause, 0, false, false);
    }
    boolean lostAnswer =
        cause instanceof IOException
            || cause instanceof UncheckedIOException
            || cause instanceof TimeoutException
            || cause instanceof InterruptedException
            || cause instanceof CancellationException;
    return new WriteResult(lostAnswer ? Kind.RETRYABLE : Kind.BUG, null, cause, 0, true, false);
  }

  /** Its text for logs and reports, on one line; empty if it is not a failure. */
  String detail() {
    if (cause == null) {
      return "";
    }
    return PrintableText.line(
        cause instanceof SinkException ? String.valueOf(cause.getMessage()) : UserCode.text(cause));
  }

  /** Whether a create that got this answer has, or may have, reached the store. */
  boolean mayBeStored() {
    return kind == Kind.STORED || ambiguous;
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

  /** Not for ever: an exception may be its own cause. */
  private static Throwable unwrapped(Throwable thrown) {
    Throwable inner = thrown;
    for (int i = 0; i < MAX_WRAPPERS && isWrapper(inner); i++) {
      inner = UserCode.causeOf(inner);
    }
    return inner;
  }

  private static boolean isWrapper(Throwable thrown) {
    return thrown instanceof CompletionException || thrown instanceof ExecutionException;
  }

  /** A pause of centuries must not overflow into one that is over. */
  private static long nanos(Duration pause) {
    return pause.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : pause.toNanos();
  }
}
