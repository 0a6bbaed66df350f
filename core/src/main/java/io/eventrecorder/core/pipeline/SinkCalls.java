package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.core.pipeline.machine.Attempt;
import io.eventrecorder.core.pipeline.machine.WriteResult;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls a sink, which is user code. However the sink fails, every request gets a result, which
 * arrives in the mailbox. Only the worker calls the sink. Results arrive from any thread, and are
 * never handled on that thread.
 */
final class SinkCalls {
  private final EventSink sink;
  private final Runnable whenAnswered;
  private final BiConsumer<String, Throwable> bugs;
  private final Mailbox mailbox = new Mailbox();

  /** The result to use when there is no memory for another. */
  private final WriteResult unreadable = WriteResult.UNREADABLE;

  /**
   * Calls for one sink.
   *
   * @param sink the sink
   * @param whenAnswered runs after each result, on any thread
   * @param bugs gets what threw and what it threw, on the worker
   */
  SinkCalls(EventSink sink, Runnable whenAnswered, BiConsumer<String, Throwable> bugs) {
    this.sink = sink;
    this.whenAnswered = whenAnswered;
    this.bugs = bugs;
  }

  /**
   * Sends a request. A sink that writes at once returns a completed future. Its answer needs no
   * mailbox.
   *
   * @return the result, if the sink has stored the write already; null if the result will arrive
   */
  @Nullable WriteResult start(Attempt attempt) {
    CompletionStage<@Nullable Event> stage = ask(attempt);
    WriteResult result = resultNow(stage);
    if (result != null) {
      return result; // the attempt is not marked: if a fault loses the result, it is sent again
    }
    // Made right after the stage, so both lie in one place: the thread that answers reads both.
    Reply reply = new Reply(attempt, this);
    try {
      stage.whenComplete(reply);
    } catch (Throwable e) {
      post(reply, SinkFailures.resultOf(e));
    }
    attempt.sent(stage); // last: an attempt that is not marked is sent again after a fault
    return null;
  }

  /** Asks no subclass, because that may be user code, or the stage may refuse to be asked. */
  private @Nullable WriteResult resultNow(CompletionStage<@Nullable Event> stage) {
    if (stage.getClass() != CompletableFuture.class) {
      return null;
    }
    CompletableFuture<@Nullable Event> future = (CompletableFuture<@Nullable Event>) stage;
    boolean stored = future.isDone() && !future.isCompletedExceptionally();
    return stored ? result(future.getNow(null), null) : null;
  }

  /** On a full heap there may be no memory for a result, but the request must have one. */
  WriteResult result(@Nullable Event stored, @Nullable Throwable error) {
    try {
      return error == null ? WriteResult.stored(stored) : SinkFailures.resultOf(error);
    } catch (Throwable e) {
      return unreadable;
    }
  }

  private CompletionStage<@Nullable Event> ask(Attempt attempt) {
    try {
      CompletionStage<@Nullable Event> stage =
          attempt.create()
              ? sink.create(attempt.event())
              : sink.patch(attempt.event(), attempt.patch());
      return stage != null
          ? stage
          : CompletableFuture.failedFuture(
              SinkException.retryable("the sink returned null instead of a stage", null));
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  void post(Reply reply, WriteResult result) {
    mailbox.add(reply, result);
    whenAnswered.run();
  }

  /** The next reply that has arrived; null if there is none. */
  @Nullable Reply nextAnswered() {
    return mailbox.poll();
  }

  boolean hasAnswer() {
    return !mailbox.isEmpty();
  }

  /** Cancels the request of an attempt, if its stage allows that. */
  void cancel(Attempt attempt) {
    try {
      if (attempt.attachment() instanceof Future<?> future) {
        future.cancel(true);
      }
    } catch (Throwable e) { // the request continues; its answer is ignored anyway
      bugs.accept("a stage of the sink threw when it was cancelled", e);
    }
  }

  /** Completes {@code done} when the sink has flushed or has failed to. */
  void flush(CompletableFuture<?> done) {
    try {
      sink.flush().whenComplete((nothing, error) -> done.complete(null));
    } catch (Throwable e) {
      bugs.accept("the sink's flush() threw", e);
      done.complete(null);
    }
  }

  void close(Duration timeout) {
    try {
      sink.close(timeout);
    } catch (Throwable e) {
      bugs.accept("the sink's close() threw", e);
    }
  }
}
