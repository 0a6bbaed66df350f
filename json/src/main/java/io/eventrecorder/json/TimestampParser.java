package io.eventrecorder.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Parses one timestamp of RFC 3339. */
final class TimestampParser {
  private final byte[] text;
  private final int from;
  private final int to;
  private int at;

  /** For the text in Latin-1 between two indexes. */
  TimestampParser(byte[] text, int from, int to) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.at = from;
  }

  Instant parse() {
    int year = number(4);
    expect('-');
    int month = number(2);
    expect('-');
    int day = number(2);
    expect('T');
    int hour = number(2);
    expect(':');
    int minute = number(2);
    expect(':');
    int second = number(2);
    int nano = fraction();
    int offset = offset();
    if (at != to) {
      throw bad();
    }
    LocalDateTime utc =
        LocalDateTime.of(year, month, day, hour, minute, second, nano).minusMinutes(offset);
    Timestamps.checked(utc.getYear());
    return utc.toInstant(ZoneOffset.UTC);
  }

  private int fraction() {
    if (peek() != '.') {
      return 0;
    }
    at++;
    int nano = 0;
    int count = 0;
    for (; isDigit(peek()) && count < 9; count++) {
      nano = nano * 10 + number(1);
    }
    if (count == 0) {
      throw bad();
    }
    for (; count < 9; count++) {
      nano *= 10;
    }
    return nano;
  }

  /** In minutes. */
  private int offset() {
    char sign = peek();
    if (sign != '+' && sign != '-') {
      expect('Z');
      return 0;
    }
    at++;
    int hours = number(2);
    expect(':');
    int minutes = number(2);
    if (hours > 23 || minutes > 59) {
      throw bad();
    }
    int offset = hours * 60 + minutes;
    return sign == '-' ? -offset : offset;
  }

  private int number(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      char digit = peek();
      if (!isDigit(digit)) {
        throw bad();
      }
      value = value * 10 + digit - '0';
      at++;
    }
    return value;
  }

  private void expect(char wanted) {
    char found = peek();
    if (found != wanted && !(wanted >= 'A' && found == wanted + ('a' - 'A'))) {
      throw bad();
    }
    at++;
  }

  private char peek() {
    return at < to ? (char) (text[at] & 0xFF) : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private DateTimeException bad() {
    return new DateTimeException("not a timestamp of RFC 3339, at character " + (at - from + 1));
  }
}
