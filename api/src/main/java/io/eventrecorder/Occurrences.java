package io.eventrecorder;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** How often and when an event happened, whichever of its members say so. */
final class Occurrences {
  private static final String CREATION_TIMESTAMP = "/metadata/creationTimestamp";

  /** 0001-01-01T00:00:00Z, by which Go's {@code time.Time} says that it is not set. */
  private static final long UNSET_SECOND = -62_135_596_800L;

  private Occurrences() {}

  static int count(Event event) {
    EventSeries series = event.series();
    return Math.max(1, Math.max(event.count(), series == null ? 0 : series.count()));
  }

  static @Nullable Instant first(Event event) {
    Instant first = known(event.firstTimestamp());
    return first != null ? first : known(event.eventTime());
  }

  static @Nullable Instant last(Event event) {
    Instant time = lastSaid(event);
    if (time == null) {
      time = known(event.eventTime());
    }
    if (time == null) {
      time = known(event.firstTimestamp());
    }
    return time != null ? time : known(created(event));
  }

  /**
   * The event with what none may lack: a count and a time. One with an eventTime says with that
   * that it happened once.
   */
  static Event.Builder completed(Event event, Instant now) {
    EventSeries series = event.series();
    Event.Builder complete =
        event.toBuilder()
            .firstTimestamp(known(event.firstTimestamp()))
            .lastTimestamp(known(event.lastTimestamp()))
            .eventTime(known(event.eventTime()));
    if (series != null && known(series.lastObservedTime()) == null) {
      complete.series(new EventSeries(series.count(), null));
    }
    if (event.count() <= 0 && series == null && known(event.eventTime()) == null) {
      complete.count(1);
    }
    if (lastSaid(event) == null && known(event.eventTime()) == null) {
      Instant last = last(event);
      Instant time = last != null ? last : now;
      complete.lastTimestamp(time);
      if (known(event.firstTimestamp()) == null) {
        complete.firstTimestamp(time);
      }
    }
    return complete;
  }

  /**
   * A writer of one API moves lastTimestamp and one of the other the series, so the later is news.
   */
  private static @Nullable Instant lastSaid(Event event) {
    Instant last = known(event.lastTimestamp());
    EventSeries series = event.series();
    Instant observed = series == null ? null : known(series.lastObservedTime());
    return last == null || (observed != null && observed.isAfter(last)) ? observed : last;
  }

  private static @Nullable Instant known(@Nullable Instant time) {
    return time == null || time.getEpochSecond() == UNSET_SECOND ? null : time;
  }

  /** The model does not know it, as only the store sets it; so it is read where it is needed. */
  private static @Nullable Instant created(Event event) {
    String json = event.unknownFields().get(CREATION_TIMESTAMP);
    if (json == null || json.length() < 2 || json.charAt(0) != '"') {
      return null;
    }
    try {
      return OffsetDateTime.parse(json.substring(1, json.length() - 1)).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
