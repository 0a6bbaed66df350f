package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.core.pipeline.machine.Attempt;
import io.eventrecorder.core.pipeline.machine.WriteResult;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the answer to a request, and then carries it through the {@link Mailbox}. The thread
 * that answers touches this object only, and not the attempt: the worker made the attempt long ago,
 * so it is in no cache of another processor, and reading it would cost more than all the rest.
 */
@SuppressWarnings("serial") // it is never serialized
final class Reply extends AtomicReference<@Nullable WriteResult>
    implements BiConsumer<@Nullable Event, @Nullable Throwable> {
  private final Attempt attempt;
  private final SinkCalls calls;

  Reply(Attempt attempt, SinkCalls calls) {
    this.attempt = attempt;
    this.calls = calls;
  }

  Attempt attempt() {
    return attempt;
  }

  @Override
  public void accept(@Nullable Event stored, @Nullable Throwable error) {
    calls.post(this, calls.result(stored, error));
  }
}
