package io.eventrecorder.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.Event;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkDefaults;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sink that fails as a test scripts it. It wraps another sink, usually an {@link
 * InMemoryEventSink}, which shows what was stored. It starts no thread and does not wait: the call
 * itself, a {@link HeldAnswer} or a {@link ManualClock} gives the answer. Thread-safe.
 *
 * <pre>{@code
 * FaultyEventSink sink = new FaultyEventSink(store)
 *     .next(SinkOutcome.failed(SinkException.retryable("503", null)), SinkOutcome.silent())
 *     .otherwise((attempt, event) -> attempt < 3 ? SinkOutcome.nullStage() : SinkOutcome.stored());
 * }</pre>
 */
public final class FaultyEventSink implements EventSink {
  /** Decides what happens to a write. */
  @FunctionalInterface
  public interface Script {
    /**
     * {@return what happens to this write}
     *
     * @param attempt the number of the write among those of this namespace and name, from 1
     * @param event the event to write
     */
    SinkOutcome outcome(int attempt, Event event);
  }

  private record Id(String namespace, String name) {}

  private final EventSink wrapped;

  @GuardedBy("this")
  private final Deque<SinkOutcome> script = new ArrayDeque<>();

  @GuardedBy("this")
  private Script otherwise = (attempt, event) -> SinkOutcome.stored();

  @GuardedBy("this")
  private final Map<Id, Integer> attempts = new HashMap<>();

  @GuardedBy("this")
  private final List<HeldAnswer> held = new ArrayList<>();

  /**
   * Creates a sink that passes each write to the wrapped sink until a test scripts it.
   *
   * @param wrapped stores the events
   */
  public FaultyEventSink(EventSink wrapped) {
    this.wrapped = Objects.requireNonNull(wrapped);
  }

  /**
   * Sets the outcomes of the next writes, after those that were set before.
   *
   * @param outcomes one outcome for each write, in the order of the writes
   * @return this
   */
  public synchronized FaultyEventSink next(SinkOutcome... outcomes) {
    script.addAll(List.of(outcomes));
    return this;
  }

  /**
   * Sets the outcome of all writes for which {@link #next} has none.
   *
   * @param rule decides the outcome; the default passes each write to the wrapped sink
   * @return this
   */
  public synchronized FaultyEventSink otherwise(Script rule) {
    this.otherwise = Objects.requireNonNull(rule);
    return this;
  }

  /** {@return how many writes the sink received} */
  public synchronized int attempts() {
    return attempts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * {@return how many writes of this event the sink received}
   *
   * @param event an event with the namespace and name to count
   */
  public synchronized int attempts(Event event) {
    return attempts.getOrDefault(id(event), 0);
  }

  /** {@return the answers that are held back, in the order of their writes} */
  public synchronized List<HeldAnswer> held() {
    return held.stream().filter(answer -> !answer.isDone()).toList();
  }

  /** Gives all answers that are held back, in the order of their writes. */
  public void releaseAll() {
    held().forEach(HeldAnswer::release);
  }

  @Override
  public CompletionStage<@Nullable Event> create(Event event) {
    return write(event, () -> wrapped.create(event));
  }

  @Override
  public CompletionStage<@Nullable Event> update(Event event) {
    return write(event, () -> wrapped.update(event));
  }

  @Override
  public CompletionStage<@Nullable Event> patch(Event newest, EventPatch patch) {
    return write(newest, () -> wrapped.patch(newest, patch));
  }

  @Override
  public SinkDefaults defaults() {
    return wrapped.defaults();
  }

  @Override
  public String failureDomain(Event event) {
    return wrapped.failureDomain(event);
  }

  @Override
  public CompletionStage<@Nullable Void> flush() {
    return wrapped.flush();
  }

  @Override
  public void close(Duration timeout) {
    wrapped.close(timeout);
  }

  /** Holds no lock while it calls the wrapped sink or completes a stage: both run other code. */
  @SuppressWarnings("NullAway") // a test of a broken sink needs a null stage
  private CompletionStage<@Nullable Event> write(
      Event event, Supplier<CompletionStage<@Nullable Event>> store) {
    SinkOutcome outcome = nextOutcome(event);
    switch (outcome.kind()) {
      case THROWN -> throw unchecked(outcome.failure());
      case NULL_STAGE -> {
        return null;
      }
      case SILENT -> {
        return new CompletableFuture<>();
      }
      default -> {
        return answered(event, outcome, store);
      }
    }
  }

  private CompletionStage<@Nullable Event> answered(
      Event event, SinkOutcome outcome, Supplier<CompletionStage<@Nullable Event>> store) {
    CompletableFuture<@Nullable Event> answer = new CompletableFuture<>();
    CompletionStage<@Nullable Event> truth =
        outcome.kind() == SinkOutcome.Kind.FAILED
            ? CompletableFuture.failedFuture(outcome.failure())
            : store.get();
    Runnable give =
        () ->
            truth.whenComplete(
                (stored, failure) -> {
                  if (outcome.kind() == SinkOutcome.Kind.STORED_BUT_FAILED) {
                    answer.completeExceptionally(outcome.failure());
                  } else if (failure != null) {
                    answer.completeExceptionally(failure);
                  } else {
                    answer.complete(stored);
                  }
                });
    if (outcome.isHeld()) {
      keep(new HeldAnswer(event, answer, () -> outcome.atItsTime(give)));
    } else {
      outcome.atItsTime(give);
    }
    return answer;
  }

  private synchronized SinkOutcome nextOutcome(Event event) {
    int attempt = attempts.merge(id(event), 1, Integer::sum);
    SinkOutcome scripted = script.poll();
    return scripted != null ? scripted : otherwise.outcome(attempt, event);
  }

  private synchronized void keep(HeldAnswer answer) {
    held.add(answer);
  }

  private static Id id(Event event) {
    return new Id(event.namespace(), event.name());
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(failure);
  }
}
