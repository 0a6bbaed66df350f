package io.eventrecorder.cli.table;

import io.eventrecorder.Event;
import java.io.IOException;

/** A table of what a correlator decides. */
public interface DecisionOutput extends AutoCloseable {
  /**
   * Shows a decision.
   *
   * @param event the event that is written, or that is not written
   * @param decision what happens to it, in a word or two
   * @throws IOException if standard output cannot be written
   */
  void write(Event event, String decision) throws IOException;

  /**
   * Shows all decisions.
   *
   * @throws IOException if standard output cannot be written
   */
  @Override
  void close() throws IOException;
}
