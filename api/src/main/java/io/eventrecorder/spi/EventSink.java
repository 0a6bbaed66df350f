package io.eventrecorder.spi;

import io.eventrecorder.Event;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where events are stored. Called by one thread at a time, which it must not block; answers may
 * come from any thread. A sink whose client blocks implements {@link BlockingEventSink} instead and
 * is wrapped by {@link #blocking}.
 *
 * <p>A failure completes the stage with a {@link SinkException}. The pipeline retries, orders and
 * counts; a sink does none of that. Two writes of one event are never under way at once, unless one
 * of them has timed out; then its late answer is ignored, and the stage is cancelled.
 */
public interface EventSink {
  /**
   * Stores an event that is not there yet.
   *
   * @param event the event; its resourceVersion is empty
   * @return the stored state, from which later writes take name and resourceVersion; null means "as
   *     written"
   */
  CompletionStage<@Nullable Event> create(Event event);

  /**
   * Stores the newest state of an event that was created before. A sink that only appends writes
   * another record.
   *
   * @param event the whole event in its newest state
   * @return the stored state; null means "as written"
   */
  CompletionStage<@Nullable Event> update(Event event);

  /**
   * Stores what has changed of an event that was created before; the default stores the whole
   * state.
   *
   * @param newest the whole event in its newest state
   * @param patch what has changed
   * @return the stored state; null means "as written"
   */
  default CompletionStage<@Nullable Event> patch(Event newest, EventPatch patch) {
    return update(newest);
  }

  /** {@return what suits this sink unless its user says otherwise} */
  default SinkDefaults defaults() {
    return SinkDefaults.standard();
  }

  /**
   * {@return what fails together with this event, for example its namespace}
   *
   * @param event an event to be written
   */
  default String failureDomain(Event event) {
    return "";
  }

  /** {@return a stage that completes when all that was accepted has reached the store} */
  default CompletionStage<@Nullable Void> flush() {
    return CompletableFuture.completedFuture(null);
  }

  /**
   * Releases what the sink holds. Called once, last, also when writes are still under way; their
   * stages complete, exceptionally if they were not stored, and so do those of later writes.
   *
   * @param timeout how long it may take
   */
  default void close(Duration timeout) {}

  /**
   * {@return a sink whose writes run on threads of its own}
   *
   * @param sink the blocking sink; with a concurrency above 1 it must be thread-safe
   * @param concurrency how many writes may run at once, at least 1; it also becomes the default of
   *     writes in flight
   */
  static EventSink blocking(BlockingEventSink sink, int concurrency) {
    return new BlockingSinkAdapter(sink, concurrency);
  }
}
