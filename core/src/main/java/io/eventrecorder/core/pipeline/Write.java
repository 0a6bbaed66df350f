package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import org.jspecify.annotations.Nullable;

/** A state of an event on its way to the sink. Its fields belong to its lane. */
final class Write {
  /** The newest state; replaced by a newer one while the write waits. */
  Correlation correlation;

  /**
   * Its place in the order of all writes; what coalesces takes the earliest place, so that a flush
   * waits for it.
   */
  long sequence;

  /** When the first of the states that it stands for came. */
  final long sinceNanos;

  /** What the store knew of besides, of which the state knows nothing yet. */
  int raise;

  /** The next one of the lane. */
  @Nullable Write next;

  Write(Correlation correlation, long sequence, long sinceNanos) {
    this.correlation = correlation;
    this.sequence = sequence;
    this.sinceNanos = sinceNanos;
  }

  Event event() {
    return correlation.event();
  }

  /** A newer state takes its place; it was made with all that the store has told. */
  void replace(Correlation newer) {
    correlation = newer;
    raise = 0;
  }

  boolean absolute() {
    return correlation.absolute();
  }
}
