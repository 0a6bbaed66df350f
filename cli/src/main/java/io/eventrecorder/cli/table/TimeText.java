package io.eventrecorder.cli.table;

import io.eventrecorder.spi.EventClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times as text. Immutable.
 *
 * @param style age, UTC or local time
 * @param day the day that is left out, because the table says it once; null if none is left out
 * @param clock the current time, for ages
 * @param zone the time zone of this machine
 */
record TimeText(TimeStyle style, @Nullable LocalDate day, EventClock clock, ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter BOTH =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  /** {@return these texts without a day} */
  TimeText without(@Nullable LocalDate newDay) {
    return new TimeText(style, newDay, clock, zone);
  }

  /** {@return for example {@code 9m}, {@code 09:14:02Z} or {@code 2026-03-02 09:14:02Z}} */
  String of(@Nullable Instant time) {
    if (time == null) {
      return "<unknown>";
    }
    if (style == TimeStyle.AGE) {
      return Age.of(Duration.between(time, clock.instant()));
    }
    try {
      ZonedDateTime there = time.atZone(style == TimeStyle.UTC ? ZoneOffset.UTC : zone);
      String text = (there.toLocalDate().equals(day) ? TIME : BOTH).format(there);
      return style == TimeStyle.UTC ? text + "Z" : text;
    } catch (DateTimeException e) { // a year of more than nine digits
      return "<invalid>";
    }
  }

  /** {@return the day of a time; null if the style has no days} */
  @Nullable LocalDate dayOf(@Nullable Instant time) {
    if (time == null || style == TimeStyle.AGE) {
      return null;
    }
    return time.atZone(style == TimeStyle.UTC ? ZoneOffset.UTC : zone).toLocalDate();
  }
}
