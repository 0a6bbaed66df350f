package io.eventrecorder.broadcaster;

import java.time.Duration;

/**
 * A running pipeline, from a broadcaster to one sink. Closing it stops it and leaves the others
 * alone. Thread-safe.
 */
public interface EventPipeline extends AutoCloseable {
  /** {@return the name, unique within the broadcaster} */
  String name();

  /** {@return a consistent snapshot} */
  PipelineStats stats();

  /**
   * Takes no more events, writes what is there, and closes the sink. A second call changes nothing.
   *
   * @param timeout how long all that may take
   * @return what was left
   */
  CloseReport close(Duration timeout);

  /** Closes within 10 seconds. */
  @Override
  default void close() {
    CloseReport unused = close(EventBroadcaster.DEFAULT_CLOSE_TIMEOUT);
  }
}
