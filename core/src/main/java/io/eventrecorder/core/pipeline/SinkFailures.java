package io.eventrecorder.core.pipeline;

import io.eventrecorder.core.pipeline.machine.WriteResult;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.UnwritableEventException;
import io.eventrecorder.spi.UserCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Classifies what a sink throws, or what its stages fail with. */
public final class SinkFailures {
  private static final int MAX_WRAPPERS = 100;

  private SinkFailures() {}

  /**
   * {@return the result that an exception means} The methods of the exception are user code; this
   * method does not throw what they throw.
   *
   * @param thrown any exception of a sink
   */
  public static WriteResult resultOf(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof SinkException failure) {
      return WriteResult.of(failure);
    }
    if (cause instanceof UnwritableEventException) { // every try would fail
      return WriteResult.rejected(cause);
    }
    return isLostAnswer(cause) ? WriteResult.lost(cause) : WriteResult.bug(cause);
  }

  private static boolean isLostAnswer(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof UncheckedIOException
        || cause instanceof TimeoutException
        || cause instanceof InterruptedException
        || cause instanceof CancellationException;
  }

  /** The number of wrappers is limited, because an exception may be its own cause. */
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
}
