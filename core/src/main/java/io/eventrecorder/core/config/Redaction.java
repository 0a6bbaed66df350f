package io.eventrecorder.core.config;

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
  private static final String HIDDEN = "***";

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets = secrets;
  }

  /** {@return a redaction of these values, longest first, so that no rest of one is left} */
  static Redaction of(Collection<String> values) {
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

  // A value such as "1" is replaced where it stands alone; otherwise no message were readable.
  // Long ones may be whole files of certificates, which must not become patterns.
  private static String hidden(String text, String secret) {
    return secret.length() >= SHORT
        ? text.replace(secret, HIDDEN)
        : text.replaceAll("(?<!\\p{Alnum})" + Pattern.quote(secret) + "(?!\\p{Alnum})", HIDDEN);
  }
}
