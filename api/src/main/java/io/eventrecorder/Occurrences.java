package io.eventrecorder;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes how often and when an event happened from the fields that say so. */
final class Occurrences {
  private static final String CREATION_TIMESTAMP = "/metadata/creationTimestamp";

  /** 0001-01-01T00:00:00Z: Go's {@code time.Time} that is not set. */
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
    Instant time = lastRepeat(event);
    if (time == null) {
      time = known(event.eventTime());
    }
    if (time == null) {
      time = known(event.firstTimestamp());
    }
    return time != null ? time : created(event.unknownFields());
  }

  /** Writers of core/v1 move lastTimestamp, writers of events.k8s.io/v1 the series. */
  private static @Nullable Instant lastRepeat(Event event) {
    Instant last = known(event.lastTimestamp());
    EventSeries series = event.series();
    Instant observed = series == null ? null : known(series.lastObservedTime());
    return last == null || (observed != null && observed.isAfter(last)) ? observed : last;
  }

  /** {@return the time; null for Go's zero time} */
  static @Nullable Instant known(@Nullable Instant time) {
    return time == null || time.getEpochSecond() == UNSET_SECOND ? null : time;
  }

  /** {@return the series, without a time that is Go's zero time} */
  static @Nullable EventSeries known(@Nullable EventSeries series) {
    return series == null || known(series.lastObservedTime()) != null
        ? series
        : new EventSeries(series.count(), null);
  }

  /** {@link Event} has no field for it, because only the store sets it. */
  static @Nullable Instant created(Map<String, String> unknownFields) {
    String json = unknownFields.get(CREATION_TIMESTAMP);
    if (json == null || json.length() < 2 || json.charAt(0) != '"') {
      return null;
    }
    try {
      return known(OffsetDateTime.parse(json.substring(1, json.length() - 1)).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
