package io.eventrecorder.internal.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps secret values out of messages that others wrote: a client's exception may well repeat the
 * password that it was given. Immutable.
 */
final class Redaction {
  private static final int SHORT = 4;

  private final List<Pattern> secrets;

  private Redaction(List<Pattern> secrets) {
    this.secrets = secrets;
  }

  /** {@return a redaction of these values, longest first, so that no rest of one is left} */
  static Redaction of(Collection<String> values) {
    return new Redaction(
        values.stream()
            .filter(value -> !value.isBlank())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Redaction::pattern)
            .toList());
  }

  // A value such as "1" is replaced where it stands alone; otherwise no message were readable.
  private static Pattern pattern(String value) {
    String quoted = Pattern.quote(value);
    return Pattern.compile(
        value.length() < SHORT ? "(?<![\\p{Alnum}])" + quoted + "(?![\\p{Alnum}])" : quoted);
  }

  String apply(String text) {
    String result = text;
    for (Pattern secret : secrets) {
      result = secret.matcher(result).replaceAll("***");
    }
    return result;
  }
}
