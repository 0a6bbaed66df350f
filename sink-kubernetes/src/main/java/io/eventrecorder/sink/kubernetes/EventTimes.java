package io.eventrecorder.sink.kubernetes;

import static io.eventrecorder.sink.kubernetes.SanitizerStep.replace;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.json.EventApi;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The times of an event: the year 1 is how the server writes and reads that a time is not set. */
final class EventTimes {
  private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

  private EventTimes() {}

  /** {@return the steps that make such a time null} */
  static List<SanitizerStep> steps() {
    return List.of(
        replace(
            "firstTimestamp",
            Event::firstTimestamp,
            event -> known(event.firstTimestamp()),
            Event.Builder::firstTimestamp),
        replace(
            "lastTimestamp",
            Event::lastTimestamp,
            event -> known(event.lastTimestamp()),
            Event.Builder::lastTimestamp),
        replace(
            "eventTime",
            Event::eventTime,
            event -> known(event.eventTime()),
            Event.Builder::eventTime),
        replace("series", Event::series, event -> series(event.series()), Event.Builder::series));
  }

  /** {@return whether the server validates all fields of the event, and not only its namespace} */
  static boolean isStrict(Event event, EventApi api) {
    return api == EventApi.EVENTS_V1 || known(event.eventTime()) != null;
  }

  private static @Nullable Instant known(@Nullable Instant time) {
    return time == null || time.truncatedTo(ChronoUnit.MICROS).equals(GO_ZERO) ? null : time;
  }

  private static @Nullable EventSeries series(@Nullable EventSeries series) {
    return series == null
        ? null
        : new EventSeries(series.count(), known(series.lastObservedTime()));
  }
}
