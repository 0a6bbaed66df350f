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
  final WriteResult unreadable = WriteResult.UNREADABLE;

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

  void start(Attempt attempt) {
    CompletionStage<@Nullable Event> stage = ask(attempt);
    // Made right after the stage, so both lie in one place: the thread that answers reads both.
    Reply reply = new Reply(attempt, this);
    try {
      stage.whenComplete(reply);
    } catch (Throwable e) {
      post(reply, SinkFailures.resultOf(e));
    }
    attempt.sent(stage); // last: an attempt that is not marked is sent again after a fault
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
