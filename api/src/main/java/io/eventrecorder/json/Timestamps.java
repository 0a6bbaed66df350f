package io.eventrecorder.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/**
 * Timestamps as Kubernetes writes them, in UTC: {@code metav1.Time} has whole seconds, {@code
 * metav1.MicroTime} exactly six fraction digits (the API server refuses any other number of them).
 * What is finer is cut off.
 */
public final class Timestamps {
  private Timestamps() {}

  /**
   * {@return for example {@code 2026-01-01T00:00:07Z}}
   *
   * @param time the time
   * @throws DateTimeException if its year is not one of 0 to 9999
   */
  public static String seconds(Instant time) {
    return append(new StringBuilder(20), time).append('Z').toString();
  }

  /**
   * {@return for example {@code 2026-01-01T00:00:07.000123Z}}
   *
   * @param time the time
   * @throws DateTimeException if its year is not one of 0 to 9999
   */
  public static String micros(Instant time) {
    StringBuilder text = append(new StringBuilder(27), time).append('.');
    return digits(text, time.get(ChronoField.MICRO_OF_SECOND), 6).append('Z').toString();
  }

  /**
   * {@return the time of a timestamp of RFC 3339, with any offset and up to nine fraction digits}
   * Seconds must be given, the letters may be small, and a leap second is none: Go has it so.
   *
   * @param text the timestamp
   * @throws DateTimeException if it is not one, or if its year in UTC is not one of 0 to 9999
   */
  public static Instant parse(String text) {
    return new TimestampParser(text).parse();
  }

  /** By hand: several times as fast as a DateTimeFormatter, and a timestamp is in every write. */
  private static StringBuilder append(StringBuilder text, Instant time) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    int year = checkedYear(utc);
    digits(text, year, 4).append('-');
    digits(text, utc.getMonthValue(), 2).append('-');
    digits(text, utc.getDayOfMonth(), 2).append('T');
    digits(text, utc.getHour(), 2).append(':');
    digits(text, utc.getMinute(), 2).append(':');
    return digits(text, utc.getSecond(), 2);
  }

  static int checkedYear(LocalDateTime utc) {
    int year = utc.getYear();
    if (year < 0 || year > 9999) {
      throw new DateTimeException("year " + year + " does not fit a timestamp of RFC 3339");
    }
    return year;
  }

  private static StringBuilder digits(StringBuilder text, int value, int count) {
    int divisor = 1;
    for (int i = 1; i < count; i++) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      text.append((char) ('0' + value / divisor % 10));
    }
    return text;
  }
}
