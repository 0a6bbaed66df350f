package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a {@link FaultyEventSink} holds back until the test releases it. The write itself
 * took place. Thread-safe.
 */
public final class HeldAnswer {
  private final Event event;
  private final CompletableFuture<@Nullable Event> answer;
  private final Runnable release;

  HeldAnswer(Event event, CompletableFuture<@Nullable Event> answer, Runnable release) {
    this.event = event;
    this.answer = answer;
    this.release = release;
  }

  /** {@return the event of the write} */
  public Event event() {
    return event;
  }

  /** Gives the answer of the outcome. Without effect if there is an answer. */
  public void release() {
    release.run();
  }

  /**
   * Answers with a failure instead. Without effect if there is an answer.
   *
   * @param failure what the stage fails with
   */
  public void fail(Throwable failure) {
    answer.completeExceptionally(failure);
  }

  /** {@return whether the caller cancelled the write} */
  public boolean isCancelled() {
    return answer.isCancelled();
  }

  /** {@return whether there is an answer, or the caller cancelled the write} */
  public boolean isDone() {
    return answer.isDone();
  }
}
