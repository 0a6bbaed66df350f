package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.Correlation;
import org.jspecify.annotations.Nullable;

/** One state of an event on its way to the sink. */
final class Write {
  private Correlation correlation;
  private long sequence;
  private final long sinceNanos;

  /** How many occurrences the store counted that the waiting state does not know of. */
  private int raise;

  /** The next write of the lane. */
  @Nullable Write next;

  Write(Correlation correlation, long sequence, long sinceNanos) {
    this.correlation = correlation;
    this.sequence = sequence;
    this.sinceNanos = sinceNanos;
  }

  /** The newest state that this write stands for. */
  Correlation correlation() {
    return correlation;
  }

  /** The position in the order of all writes, which flushes compare. */
  long sequence() {
    return sequence;
  }

  /** When the first of the states that this write stands for arrived. */
  long sinceNanos() {
    return sinceNanos;
  }

  Event event() {
    return correlation.event();
  }

  /** Whether the write carries the whole state of its event, and can replace an older one. */
  boolean absolute() {
    return correlation.absolute();
  }

  /** A newer state replaces the one that waits. It was made from all that the store answered. */
  void replace(Correlation newer) {
    correlation = newer;
    raise = 0;
  }

  /**
   * This write also stands for an older one, which failed. It takes the earlier position, so that a
   * flush that waits for the older write waits for this one.
   *
   * @return the later position, which nothing has any more
   */
  long absorb(Write older) {
    long later = Math.max(sequence, older.sequence);
    sequence = Math.min(sequence, older.sequence);
    return later;
  }

  /** The store counted more occurrences than it was sent; a relative write is not affected. */
  void raise(int more) {
    if (absolute()) {
      raise = sum(raise, more);
    }
  }

  /** The event with all the occurrences that the store counted. */
  Event raisedEvent() {
    Event event = correlation.event();
    if (raise == 0) {
      return event;
    }
    EventSeries series = event.series();
    return event.toBuilder()
        .count(sum(event.count(), raise))
        .series(
            series == null
                ? null
                : new EventSeries(sum(series.count(), raise), series.lastObservedTime()))
        .build();
  }

  /** A count stops at the largest number, because it must never decrease. */
  private static int sum(int count, int more) {
    return (int) Math.min(Integer.MAX_VALUE, (long) count + more);
  }
}
