package io.eventrecorder.cli.table;

import java.time.Duration;

/** A time span as kubectl prints it: {@code HumanDuration} of k8s.io/apimachinery. */
final class Age {
  private static final int DAYS_OF_A_YEAR = 365;

  private Age() {}

  /** {@return for example {@code 58s}, {@code 9m5s}, {@code 3h5m} or {@code 2d}} */
  static String of(Duration span) {
    if (span.isNegative()) { // the clocks of two machines differ
      return "0s";
    }
    long minutes = span.toMinutes();
    long hours = span.toHours();
    long days = span.toDays();
    if (span.toSeconds() < 120) {
      return span.toSeconds() + "s";
    }
    if (minutes < 10) {
      return minutes + "m" + rest(span.toSecondsPart(), "s");
    }
    if (hours < 3) {
      return minutes + "m";
    }
    if (hours < 8) {
      return hours + "h" + rest(span.toMinutesPart(), "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    if (days < 8) {
      return days + "d" + rest(span.toHoursPart(), "h");
    }
    if (days < 2 * DAYS_OF_A_YEAR) {
      return days + "d";
    }
    long years = days / DAYS_OF_A_YEAR;
    return years + "y" + (years < 8 ? rest(days % DAYS_OF_A_YEAR, "d") : "");
  }

  private static String rest(long number, String unit) {
    return number == 0 ? "" : number + unit;
  }
}
