package io.eventrecorder.cli.source;

import io.eventrecorder.cli.input.EventSource;
import java.util.List;

/** A source that can continue where another process has stopped reading. */
public interface ResumableSource extends EventSource {
  /** {@return what is read, on one line} A position of another source is of no use here. */
  String identity();

  /**
   * Continues at a position. Called before reading begins, at most once.
   *
   * @param position from {@link #position()}, of a source with the same identity
   * @throws IllegalArgumentException if it is not a position of such a source
   */
  void resumeAt(List<String> position);

  /** {@return a number that grows whenever the position changes} */
  long positionChanges();

  /**
   * {@return the position, as lines of text} It is after all events for which the action has
   * returned, and before all others.
   */
  List<String> position();
}
