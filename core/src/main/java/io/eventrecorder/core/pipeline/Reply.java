package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for the answer to an attempt, and then the answer on its way through the {@link
 * Mailbox}. The thread that answers touches nothing else, and above all not the attempt: what the
 * worker has made long ago is in no cache of another processor, and costs more to look at than all
 * that is done with it.
 */
@SuppressWarnings("serial") // nobody does
final class Reply extends AtomicReference<@Nullable WriteResult>
    implements BiConsumer<@Nullable Event, @Nullable Throwable> {
  final Attempt attempt;

  private final SinkCalls calls;

  Reply(Attempt attempt, SinkCalls calls) {
    this.attempt = attempt;
    this.calls = calls;
  }

  @Override
  public void accept(@Nullable Event stored, @Nullable Throwable error) {
    calls.post(this, result(stored, error));
  }

  /** On a full heap there may be no answer to be had; but there must be one. */
  private WriteResult result(@Nullable Event stored, @Nullable Throwable error) {
    try {
      return error == null ? WriteResult.stored(stored) : WriteResult.failed(error);
    } catch (Throwable e) {
      return calls.unreadable;
    }
  }
}
