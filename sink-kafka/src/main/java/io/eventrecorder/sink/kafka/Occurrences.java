package io.eventrecorder.sink.kafka;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How often and when an event happened, whichever fields say so. */
final class Occurrences {
  private Occurrences() {}

  /** {@return at least 1: an event that says nothing happened once} */
  static int count(Event event) {
    EventSeries series = event.series();
    return Math.max(1, Math.max(event.count(), series == null ? 0 : series.count()));
  }

  /** A correlator moves either lastTimestamp or the series, so the later of the two is the news. */
  static @Nullable Instant last(Event event) {
    Instant last = event.lastTimestamp();
    EventSeries series = event.series();
    Instant observed = series == null ? null : series.lastObservedTime();
    if (last == null || (observed != null && observed.isAfter(last))) {
      last = observed;
    }
    if (last == null) {
      last = event.eventTime();
    }
    return last != null ? last : event.firstTimestamp();
  }
}
