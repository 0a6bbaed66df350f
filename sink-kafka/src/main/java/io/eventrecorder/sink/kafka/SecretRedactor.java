package io.eventrecorder.sink.kafka;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;

/** Takes the values of the producer's configuration out of what Kafka says. Immutable. */
final class SecretRedactor {
  private static final String HIDDEN = "***";
  private static final int SHORT = 4;

  /** A password in a JAAS configuration is a part of a value. */
  private static final Pattern QUOTED = Pattern.compile("[\"']([^\"']+)[\"']");

  /** So it is without quotes, though Kafka takes its words for something else then. */
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

  String redacted(String text) {
    String result = text;
    for (String value : values) {
      result =
          value.length() >= SHORT
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
