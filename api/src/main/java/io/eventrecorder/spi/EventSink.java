package io.eventrecorder.spi;

import io.eventrecorder.Event;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Stores events. Called by one thread at a time, which it must not block. It may complete its
 * stages on any thread. If the client of the store blocks, implement {@link BlockingEventSink} and
 * wrap it by {@link #blocking}.
 *
 * <p>If a write fails, the sink completes its stage with a {@link SinkException}. The pipeline
 * retries, orders and counts writes; the sink must not. It writes an event once at a time. After a
 * time-out it cancels the stage and ignores a late result; the next write may then start while the
 * old one still runs.
 */
public interface EventSink {
  /**
   * Stores a new event.
   *
   * @param event the event; its resourceVersion is empty
   * @return the stored state; later writes use its name and resourceVersion. Null means "as
   *     written"
   */
  CompletionStage<@Nullable Event> create(Event event);

  /**
   * Stores the newest state of an event that exists in the store. A sink that only appends writes
   * another record.
   *
   * @param event the whole event in its newest state
   * @return the stored state; null means "as written"
   */
  CompletionStage<@Nullable Event> update(Event event);

  /**
   * Stores the changed fields of an event that exists in the store. The default stores the whole
   * state.
   *
   * @param newest the whole event in its newest state
   * @param patch the changed fields
   * @return the stored state; null means "as written"
   */
  default CompletionStage<@Nullable Event> patch(Event newest, EventPatch patch) {
    return update(newest);
  }

  /** {@return the settings that suit this sink, used where the user sets nothing else} */
  default SinkDefaults defaults() {
    return SinkDefaults.standard();
  }

  /**
   * {@return the failure domain of an event: events that fail together, for example its namespace}
   *
   * @param event an event to be written
   */
  default String failureDomain(Event event) {
    return "";
  }

  /** {@return a stage that completes when the store has all events that the sink accepted} */
  default CompletionStage<@Nullable Void> flush() {
    return CompletableFuture.completedFuture(null);
  }

  /**
   * Closes the sink and releases its resources. Called once, also while writes run. All stages must
   * complete, those of later writes too; exceptionally if the event was not stored.
   *
   * @param timeout the longest time it may take
   */
  default void close(Duration timeout) {}

  /**
   * {@return a sink that runs the writes of a blocking sink on its own threads}
   *
   * @param sink the blocking sink; it must be thread-safe if concurrency is above 1
   * @param concurrency how many writes may run at a time, at least 1; also the default for the
   *     writes in flight
   */
  static EventSink blocking(BlockingEventSink sink, int concurrency) {
    return new BlockingSinkAdapter(sink, concurrency);
  }
}
