package io.eventrecorder.cli.table;

import io.eventrecorder.Event;
import java.io.IOException;

/** Where a command shows events. Thread-safe. */
public interface EventOutput extends AutoCloseable {
  /** Shows nothing: the configured sinks have all output. */
  EventOutput NONE =
      new EventOutput() {
        @Override
        public void write(Event event) {}

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /**
   * Shows an event, or a newer state of one that was shown. It may wait a moment for more events.
   *
   * @param event the event in its newest state
   * @throws IOException if standard output cannot be written
   */
  void write(Event event) throws IOException;

  /**
   * Shows all events that were written before.
   *
   * @throws IOException if standard output cannot be written
   */
  void flush() throws IOException;

  /**
   * Shows all events that were written before, and gives the terminal back.
   *
   * @throws IOException if standard output cannot be written
   */
  @Override
  void close() throws IOException;
}
