package io.eventrecorder.sink.kubernetes;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): whole seconds, or an HTTP date. */
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /**
   * {@return the pause that an answer asks for; null if it asks for none, or none that can be read}
   *
   * @param headers the answer's, by names in any case: HTTP/2 has them in lower case, and not every
   *     HTTP client of fabric8 finds them in another one
   * @param now the time without the header {@code Date}
   */
  static @Nullable Duration of(Map<String, List<String>> headers, Instant now) {
    return of(first(headers, "Retry-After"), first(headers, "Date"), now);
  }

  private static @Nullable String first(Map<String, List<String>> headers, String name) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (name.equalsIgnoreCase(header.getKey()) && !header.getValue().isEmpty()) {
        return header.getValue().get(0);
      }
    }
    return null;
  }

  /**
   * {@return the pause that it asks for; null if there is none, or none that can be read}
   *
   * @param header its value; null if the answer does not have it
   * @param date the value of the answer's {@code Date}: by it, a clock that is wrong does no harm;
   *     null if the answer does not have it
   * @param now the time without such a header
   */
  static @Nullable Duration of(@Nullable String header, @Nullable String date, Instant now) {
    String text = header == null ? "" : header.strip();
    if (SECONDS.matcher(text).matches()) {
      return positive(Duration.ofSeconds(Long.parseLong(text)));
    }
    Instant until = time(text);
    if (until == null) {
      return null;
    }
    Instant from = date == null ? null : time(date.strip());
    return positive(Duration.between(from == null ? now : from, until));
  }

  private static @Nullable Duration positive(Duration pause) {
    return pause.isZero() || pause.isNegative() ? null : pause;
  }

  private static @Nullable Instant time(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null; // neither of the two forms: as if there were no header
    }
  }
}
