package io.eventrecorder.broadcaster;

import java.time.Duration;

/**
 * A running pipeline from a broadcaster to one sink. Closing it does not affect other pipelines.
 * Thread-safe.
 */
public interface EventPipeline extends AutoCloseable {
  /** {@return the name, unique within the broadcaster} */
  String name();

  /** {@return a consistent snapshot of the statistics} */
  PipelineStats stats();

  /**
   * Stops taking events, writes the events that it has, and closes the sink. A second call has no
   * effect.
   *
   * @param timeout the longest time for all of it
   * @return the last statistics, and examples of lost events
   */
  CloseReport close(Duration timeout);

  /** Closes within {@link EventBroadcaster#DEFAULT_CLOSE_TIMEOUT}. */
  @Override
  default void close() {
    CloseReport unused = close(EventBroadcaster.DEFAULT_CLOSE_TIMEOUT);
  }
}
