package io.eventrecorder.correlator.internal.series;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventPatch;

/** Makes the events that are written. */
final class SeriesWriter {
  private SeriesWriter() {}

  /**
   * Makes a write of all occurrences.
   *
   * @param keep whether to keep a single event until the write is stored
   */
  static Correlation write(Series series, Event newest, boolean keep) {
    boolean create = series.handOut(newest, keep);
    Event state = state(series, newest);
    EventPatch patch = EventPatch.ofSeries(state);
    SeriesAttachment attachment = series.attachment();
    return create
        ? Correlation.create(state, patch, true, attachment)
        : Correlation.patch(state, patch, true, attachment);
  }

  /** A single event is written as it came, with name, version and key of the series. */
  private static Event state(Series series, Event newest) {
    Event.Builder state =
        newest.toBuilder()
            .name(series.name)
            .uid(uid(series, newest))
            .resourceVersion(series.resourceVersion)
            .key(series.key);
    if (series.firstMessage != null) {
      state.message(series.firstMessage);
    }
    if (series.hasRepeats()) {
      state
          .firstTimestamp(series.firstTimestamp)
          .eventTime(series.eventTime)
          .lastTimestamp(series.lastObserved)
          .count(series.count)
          .series(new EventSeries(series.count, series.lastObserved));
    }
    return state.build();
  }

  /**
   * All states of one event have one uid, that of its first occurrence. The uid of an event from
   * elsewhere with another name is that of another object in the store.
   */
  private static String uid(Series series, Event newest) {
    return newest.isFromElsewhere() && newest.name().equals(series.name)
        ? newest.uid()
        : series.uid;
  }
}
