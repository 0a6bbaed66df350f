package io.eventrecorder.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Removes secret values from messages of other libraries: the exception of a client may contain its
 * password. Immutable.
 */
final class Redaction {
  private static final int SHORT = 4;
  private static final String HIDDEN = "***";

  private static final Redaction NOTHING = new Redaction(List.of());

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets = secrets;
  }

  /** {@return a redaction of these values} */
  static Redaction of(Collection<String> values) {
    if (values.isEmpty()) {
      return NOTHING;
    }
    // The longest value first: it may contain a shorter one, and no rest of it must stay.
    return new Redaction(
        values.stream()
            .filter(value -> !value.isBlank())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  String apply(String text) {
    String result = text;
    for (String secret : secrets) {
      result = hidden(result, secret);
    }
    return result;
  }

  // A value such as "1" is replaced only as a whole word: otherwise messages become unreadable.
  // A long value may be a file of certificates, too large for a pattern.
  private static String hidden(String text, String secret) {
    return secret.length() >= SHORT
        ? text.replace(secret, HIDDEN)
        : text.replaceAll("(?<!\\p{Alnum})" + Pattern.quote(secret) + "(?!\\p{Alnum})", HIDDEN);
  }
}
