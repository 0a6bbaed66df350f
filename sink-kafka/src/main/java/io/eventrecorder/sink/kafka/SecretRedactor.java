package io.eventrecorder.sink.kafka;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;

/** Replaces the values of secret settings in messages. Immutable. */
final class SecretRedactor {
  private static final String HIDDEN = "***";

  /** A shorter value is replaced only as a whole word: it may be a part of other words. */
  private static final int SHORT_LENGTH = 4;

  /** A password in quotes, as in a JAAS configuration, where it is a part of the value. */
  private static final Pattern QUOTED = Pattern.compile("[\"']([^\"']+)[\"']");

  /** A password without quotes. Kafka then splits it at spaces, so its words are secrets too. */
  private static final Pattern ASSIGNED =
      Pattern.compile("=\\s*([^;]*?)\\s*(?=\\s[\\w.]+\\s*=|;|$)");

  private final List<String> values;

  SecretRedactor(Collection<?> values) {
    this.values =
        values.stream()
            .map(value -> value instanceof Password secret ? secret.value() : String.valueOf(value))
            .flatMap(SecretRedactor::parts)
            .filter(value -> !value.isBlank())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  String redact(String text) {
    String result = text;
    for (String value : values) {
      result =
          value.length() >= SHORT_LENGTH
              ? result.replace(value, HIDDEN)
              : result.replaceAll("\\b" + Pattern.quote(value) + "\\b", HIDDEN);
    }
    return result;
  }

  private static Stream<String> parts(String value) {
    Stream<String> assigned = found(ASSIGNED, value).flatMap(words -> Stream.of(words.split(" ")));
    return Stream.of(Stream.of(value), found(QUOTED, value), assigned).flatMap(Function.identity());
  }

  private static Stream<String> found(Pattern pattern, String value) {
    return pattern.matcher(value).results().map(match -> match.group(1));
  }
}
