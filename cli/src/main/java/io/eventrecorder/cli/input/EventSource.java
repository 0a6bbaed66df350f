package io.eventrecorder.cli.input;

import io.eventrecorder.Event;
import java.util.function.Consumer;

/**
 * Where a command reads events from: files, or a source that a command follows. One thread reads;
 * any thread may ask for the counts or stop the source.
 */
public interface EventSource {
  /**
   * Reads until the source ends or {@link #stop()} is called, and passes the events on, one at a
   * time. Reading waits for the action. Problems are reported on standard error.
   *
   * @param action called for each event
   */
  void forEach(Consumer<Event> action);

  /**
   * Asks the reading thread to end. Returns when it has ended, or after a short time if it hangs.
   * Does nothing if the source has ended.
   */
  void stop();

  /** {@return what was read so far} */
  InputCounts counts();

  /** {@return the number of events read so far} */
  default long read() {
    return counts().read();
  }

  /**
   * {@return how many items were passed over or skipped; empty if there were none}
   *
   * @param separator comes before each part of the text
   */
  default String others(String separator) {
    return counts().others(separator);
  }

  /** {@return whether everything was readable, and every item was an event or passed over} */
  boolean isClean();
}
