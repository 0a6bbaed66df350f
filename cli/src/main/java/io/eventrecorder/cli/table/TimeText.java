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
 * @param day the day that is left out, because a line above the row says it; null if none is
 * @param clock the current time, for ages
 * @param zone the time zone of this machine
 */
record TimeText(TimeStyle style, @Nullable LocalDate day, EventClock clock, ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter BOTH =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  /** {@return these texts for rows below a line with a day} */
  TimeText below(@Nullable LocalDate newDay) {
    return new TimeText(style, newDay, clock, zone);
  }

  /**
   * {@return for example {@code 9m} or {@code 2026-03-02 09:14:02Z}} Below a line with a day it is
   * {@code 09:14:02Z} for that day, {@code 03-02 09:14Z} for its year, or {@code 2025-03-02}, so
   * that one event of another day does not make the column wide.
   */
  String of(@Nullable Instant time) {
    if (time == null) {
      return "<unknown>";
    }
    if (style == TimeStyle.AGE) {
      return Age.of(Duration.between(time, clock.instant()));
    }
    try {
      ZonedDateTime there = time.atZone(style == TimeStyle.UTC ? ZoneOffset.UTC : zone);
      LocalDate date = there.toLocalDate();
      if (day != null && day.getYear() != date.getYear()) {
        return DATE.format(date);
      }
      DateTimeFormatter form = day == null ? BOTH : day.equals(date) ? TIME : SHORT;
      return form.format(there) + (style == TimeStyle.UTC ? "Z" : "");
    } catch (DateTimeException e) { // a year of more than nine digits
      return "<invalid>";
    }
  }

  /** {@return the day of a time; null if the style has no days, or no day is that far away} */
  @Nullable LocalDate dayOf(@Nullable Instant time) {
    if (time == null || style == TimeStyle.AGE) {
      return null;
    }
    try {
      return time.atZone(style == TimeStyle.UTC ? ZoneOffset.UTC : zone).toLocalDate();
    } catch (DateTimeException e) { // a year of more than nine digits
      return null;
    }
  }
}
