package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The boundary to a sink, which is user code: every request ends in an answer in the mailbox,
 * however the sink fails. Calls are made by the worker only; answers come from any thread, and
 * never run inline.
 */
final class SinkCalls {
  private final EventSink sink;
  private final Runnable whenAnswered;
  private final BiConsumer<String, Throwable> bugs;
  private final Mailbox mailbox = new Mailbox();

  /** What is told when there is no memory to tell what the answer is. */
  final WriteResult unreadable = WriteResult.UNREADABLE;

  /** Bugs are told on the worker; what threw, and what it threw. */
  SinkCalls(EventSink sink, Runnable whenAnswered, BiConsumer<String, Throwable> bugs) {
    this.sink = sink;
    this.whenAnswered = whenAnswered;
    this.bugs = bugs;
  }

  void start(Attempt attempt) {
    CompletionStage<@Nullable Event> stage = ask(attempt);
    // Made behind the stage, and so beside it: who answers looks at both.
    Reply reply = new Reply(attempt, this);
    try {
      stage.whenComplete(reply);
    } catch (Throwable e) {
      post(reply, WriteResult.failed(e));
    }
    attempt.stage = stage; // last: what has none after a fault has nobody who hears its answer
  }

  private CompletionStage<@Nullable Event> ask(Attempt attempt) {
    try {
      CompletionStage<@Nullable Event> stage =
          attempt.create ? sink.create(attempt.event) : sink.patch(attempt.event, attempt.patch());
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

  /** The next attempt that has its answer, with it; null if none has. */
  @Nullable Reply nextAnswered() {
    return mailbox.poll();
  }

  boolean hasAnswer() {
    return !mailbox.isEmpty();
  }

  void cancel(Attempt attempt) {
    try {
      if (attempt.stage instanceof Future<?> future) {
        future.cancel(true);
      }
    } catch (Throwable e) { // it is left to itself; its answer is ignored anyway
      bugs.accept("a stage of the sink threw when it was cancelled", e);
    }
  }

  /** Completes {@code done} when the sink has flushed, or could not. */
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
