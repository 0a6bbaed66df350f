package io.eventrecorder.spi;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts texts of the configuration to values and back. Messages say which values are allowed;
 * the caller adds the option and, unless it is secret, the value.
 */
final class OptionParsers {
  /** Compiled when the first duration is read: most programs configure none. */
  private static final class Spans {
    static final Pattern SPAN = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");
  }

  private OptionParsers() {}

  static int integer(String text, int min, int max) {
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through: one message for both
    }
    String range = max == Integer.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max;
    throw new IllegalArgumentException("must be a whole number " + range);
  }

  static double decimal(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      if (Double.isFinite(value) && value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through: one message for both
    }
    throw new IllegalArgumentException("must be a number of at least 0, for example 0.5");
  }

  static boolean bool(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  static Duration duration(String text) {
    String span = text.strip();
    Matcher simple = Spans.SPAN.matcher(span);
    try {
      Duration value =
          simple.matches()
              ? simple(Long.parseLong(simple.group(1)), simple.group(2))
              : Duration.parse(span);
      if (!value.isNegative()) {
        return value;
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      // falls through: one message for all
    }
    throw new IllegalArgumentException("must be a duration such as 500ms, 30s, 10m, 2h or PT1M30S");
  }

  private static Duration simple(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  static <E extends Enum<E>> E choice(String text, Class<E> values, String all) {
    for (E value : values.getEnumConstants()) {
      if (spelled(value).equals(text.strip().toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    throw new IllegalArgumentException("must be one of " + all.replace("|", ", "));
  }

  static String spelled(Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    if (value instanceof Duration span) {
      return spelled(span);
    }
    if (value instanceof List<?> list) {
      return String.join(",", list.stream().map(String::valueOf).toList());
    }
    return String.valueOf(value);
  }

  private static String spelled(Duration span) {
    long millis = span.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
  }
}
