package io.eventrecorder.sink.kafka;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes the values of the producer's configuration out of what Kafka says. Immutable. */
final class Secrets {
  private static final String HIDDEN = "***";
  private static final int SHORT = 4;

  /** A password in a JAAS configuration is a part of a value. */
  private static final Pattern QUOTED = Pattern.compile("[\"']([^\"']+)[\"']");

  private final List<String> values;

  Secrets(Collection<?> values) {
    this.values =
        values.stream()
            .map(String::valueOf)
            .flatMap(value -> Stream.concat(Stream.of(value), quoted(value)))
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

  private static Stream<String> quoted(String value) {
    return QUOTED.matcher(value).results().map(match -> match.group(1));
  }
}
