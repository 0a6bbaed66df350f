package io.eventrecorder.json;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/**
 * Converts times to timestamps as Kubernetes writes them, in UTC, and back. {@code metav1.Time} has
 * whole seconds. {@code metav1.MicroTime} has exactly six fraction digits; the API server refuses
 * any other number. Finer parts of a time are cut off. Thread-safe.
 */
public final class Timestamps {
  /** The length of a timestamp with microseconds. */
  static final int LONGEST = "2026-01-01T00:00:07.000123Z".length();

  private static final int SECONDS_LENGTH = "2026-01-01T00:00:07Z".length();

  /** Go writes it for a time that is not set, and client-go's {@code IsZero} treats it so. */
  private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

  private static final int SECONDS_PER_DAY = 86_400;

  /**
   * The texts of recent seconds, because most events are of the current time. Threads share them
   * without a lock: {@link Second} has final fields only, and a lost one is created again.
   */
  private static final @Nullable Second[] RECENT = new Second[16];

  private Timestamps() {}

  /**
   * {@return for example {@code 2026-01-01T00:00:07Z}}
   *
   * @param time the time
   * @throws DateTimeException if its year is not in 0 to 9999
   */
  public static String seconds(Instant time) {
    return second(time).withZone;
  }

  /**
   * {@return for example {@code 2026-01-01T00:00:07.000123Z}}
   *
   * @param time the time
   * @throws DateTimeException if its year is not in 0 to 9999
   */
  public static String micros(Instant time) {
    byte[] text = new byte[LONGEST];
    return new String(text, 0, micros(time, text), StandardCharsets.ISO_8859_1);
  }

  /**
   * Writes what {@link #micros(Instant)} returns.
   *
   * @param time the time
   * @param text the array to write to, from its start; at least 27 bytes long
   * @return the number of bytes written, which is 27
   * @throws DateTimeException if its year is not in 0 to 9999
   */
  public static int micros(Instant time, byte[] text) {
    System.arraycopy(second(time).text, 0, text, 0, SECONDS_LENGTH - 1);
    int micros = time.get(ChronoField.MICRO_OF_SECOND);
    text[19] = '.';
    two(micros / 10_000, text, 20);
    two(micros / 100 % 100, text, 22);
    two(micros % 100, text, 24);
    text[LONGEST - 1] = 'Z';
    return LONGEST;
  }

  /** {@return how many bytes were written} */
  static int write(Instant time, byte[] text, boolean micros) {
    return micros ? micros(time, text) : seconds(time, text);
  }

  private static int seconds(Instant time, byte[] text) {
    System.arraycopy(second(time).text, 0, text, 0, SECONDS_LENGTH);
    return SECONDS_LENGTH;
  }

  /**
   * {@return the time of a timestamp of RFC 3339, with any offset and up to nine fraction digits}
   * As in Go, the seconds are required, the letters may be lower case, and a leap second is
   * refused.
   *
   * @param text the timestamp
   * @throws DateTimeException if it is not such a timestamp, or its year in UTC is not in 0 to 9999
   */
  public static Instant parse(String text) {
    // Other characters than those of Latin-1 become question marks, which are refused as well.
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new TimestampParser(bytes, 0, bytes.length).parse();
  }

  /** {@return the time; null for Go's zero time} */
  static @Nullable Instant known(Instant time) {
    return time.equals(GO_ZERO) ? null : time;
  }

  private static Second second(Instant time) {
    long seconds = time.getEpochSecond();
    int place = (int) seconds & (RECENT.length - 1);
    Second second = RECENT[place];
    if (second == null || second.epochSecond != seconds) {
      second = new Second(seconds);
      RECENT[place] = second;
    }
    return second;
  }

  /** The text of one second. Several times as fast as a DateTimeFormatter; each write has one. */
  private static final class Second {
    final long epochSecond;
    final byte[] text = new byte[SECONDS_LENGTH];
    final String withZone;

    Second(long epochSecond) {
      this.epochSecond = epochSecond;
      LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochSecond, SECONDS_PER_DAY));
      int second = Math.floorMod(epochSecond, SECONDS_PER_DAY);
      int year = checked(date.getYear());
      two(year / 100, text, 0);
      two(year % 100, text, 2);
      text[4] = '-';
      two(date.getMonthValue(), text, 5);
      text[7] = '-';
      two(date.getDayOfMonth(), text, 8);
      text[10] = 'T';
      two(second / 3600, text, 11);
      text[13] = ':';
      two(second / 60 % 60, text, 14);
      text[16] = ':';
      two(second % 60, text, 17);
      text[SECONDS_LENGTH - 1] = 'Z';
      withZone = new String(text, StandardCharsets.ISO_8859_1);
    }
  }

  static int checked(int year) {
    if (year < 0 || year > 9999) {
      throw new DateTimeException("year " + year + " does not fit a timestamp of RFC 3339");
    }
    return year;
  }

  private static void two(int value, byte[] text, int at) {
    text[at] = (byte) ('0' + value / 10);
    text[at + 1] = (byte) ('0' + value % 10);
  }
}
