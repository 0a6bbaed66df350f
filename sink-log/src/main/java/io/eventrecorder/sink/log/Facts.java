package io.eventrecorder.sink.log;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** What an event says in one of several places. */
final class Facts {
  private Facts() {}

  /** An unknown type comes from elsewhere only, and nobody has said that it is a problem. */
  static Level level(Event event) {
    return EventType.WARNING.equals(event.type()) ? Level.WARN : Level.INFO;
  }

  static @Nullable Instant firstOccurrence(Event event) {
    Instant first = event.firstTimestamp();
    return first != null ? first : event.eventTime();
  }

  /** A correlator moves either lastTimestamp or the series, so the later of the two is the news. */
  static @Nullable Instant lastOccurrence(Event event) {
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
