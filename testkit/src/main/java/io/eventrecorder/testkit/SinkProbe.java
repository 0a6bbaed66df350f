package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls a sink from one thread, as a pipeline does. It survives a sink that blocks, throws or does
 * not answer.
 */
final class SinkProbe {
  static final Rule NO_BLOCKING =
      new Rule(
          "no method blocks the thread that calls it",
          "start the write and return its stage; put a blocking client into a"
              + " BlockingEventSink, wrapped by EventSink.blocking(sink, concurrency)");
  static final Rule NO_THROWING =
      new Rule(
          "no method throws", "return a stage that completes exceptionally with a SinkException");
  static final Rule NO_NULL_STAGE =
      new Rule(
          "no method returns null instead of a stage",
          "return CompletableFuture.completedFuture(null) to say \"stored as written\"");
  static final Rule ANSWERS =
      new Rule(
          "every write is answered within the timeout",
          "complete the stage on every path, also when the client fails or drops the request;"
              + " override timeout() if the store needs longer");
  static final Rule SUCCEEDS =
      new Rule(
          "a valid write to a store that works succeeds",
          "fix the sink, or let createSink() connect it to a store that works");
  private static final Rule CLOSE_RETURNS =
      new Rule(
          "close returns within its timeout",
          "give up the writes in flight when the timeout has passed, and return");

  /**
   * The answer of a write. At most one component is not null.
   *
   * @param stored the stored state
   * @param failure why it was not stored
   */
  record Answer(@Nullable Event stored, @Nullable Throwable failure) {}

  private final EventSink sink;
  private final Duration timeout;
  private final ExecutorService caller;
  private boolean closed;

  SinkProbe(EventSink sink, Duration timeout) {
    this.sink = sink;
    this.timeout = timeout;
    this.caller =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "sink-contract");
              thread.setDaemon(true); // it may hang in a broken sink
              return thread;
            });
  }

  EventSink sink() {
    return sink;
  }

  Answer create(Event event) {
    return answer("create", startCreate(event));
  }

  Answer update(Event event) {
    return answer("update", startUpdate(event));
  }

  Answer patch(Event newest) {
    return answer("patch", startPatch(newest));
  }

  CompletionStage<@Nullable Event> startCreate(Event event) {
    return start("create", () -> sink.create(event));
  }

  CompletionStage<@Nullable Event> startUpdate(Event event) {
    return start("update", () -> sink.update(event));
  }

  CompletionStage<@Nullable Event> startPatch(Event newest) {
    return start("patch", () -> sink.patch(newest, EventPatch.ofState(newest)));
  }

  Answer flush() {
    return answer("flush", start("flush", sink::flush));
  }

  /** The sink must keep the timeout; the probe waits twice as long, for slow machines. */
  void close() {
    closed = true;
    call(
        "close(" + timeout + ")",
        () -> {
          sink.close(timeout);
          return true;
        },
        timeout.multipliedBy(2),
        CLOSE_RETURNS);
  }

  /** Closes the sink at the end of a test, also of one that failed. */
  void release() {
    if (!closed) {
      Future<?> closing = caller.submit(() -> sink.close(timeout));
      try {
        closing.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException e) {
        closing.cancel(true); // another rule checks that
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    caller.shutdownNow();
  }

  <T> T call(String method, Callable<T> body) {
    return call(method, body, timeout, NO_BLOCKING);
  }

  /** Waits for the answer of a stage. */
  <T extends @Nullable Object> Answer answer(String method, CompletionStage<T> stage) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    stage.whenComplete(
        (stored, failure) ->
            answer.complete(
                new Answer(stored instanceof Event event ? event : null, unwrapped(failure))));
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw ANSWERS.broken("the stage of " + method + " was not completed within " + timeout, e);
    } catch (ExecutionException e) {
      throw ANSWERS.broken("the stage of " + method + " cannot be observed", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private <T extends @Nullable Object> CompletionStage<T> start(
      String method, Callable<CompletionStage<T>> body) {
    CompletionStage<T> stage = call(method, body);
    if (stage == null) {
      throw NO_NULL_STAGE.broken(method + " returned null");
    }
    return stage;
  }

  private <T> T call(String method, Callable<T> body, Duration limit, Rule inTime) {
    Future<T> call = caller.submit(body);
    try {
      return call.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      call.cancel(true);
      throw inTime.broken(method + " did not return within " + limit, e);
    } catch (ExecutionException e) {
      throw NO_THROWING.broken(method + " threw " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static AssertionError interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new AssertionError("the test was interrupted", cause);
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }
}
