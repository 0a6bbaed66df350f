package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a {@link FaultyEventSink} that waits for the test to give it; the write itself has
 * taken place. Thread-safe.
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

  /** {@return the event as it was to be written} */
  public Event event() {
    return event;
  }

  /** Gives the answer that the outcome says; without effect once there is one. */
  public void release() {
    release.run();
  }

  /**
   * Answers with a failure instead; without effect once there is an answer.
   *
   * @param failure what the stage fails with
   */
  public void fail(Throwable failure) {
    answer.completeExceptionally(failure);
  }

  /** {@return whether the caller has given it up} */
  public boolean isCancelled() {
    return answer.isCancelled();
  }

  /** {@return whether there is an answer, or the caller has given it up} */
  public boolean isDone() {
    return answer.isDone();
  }
}
