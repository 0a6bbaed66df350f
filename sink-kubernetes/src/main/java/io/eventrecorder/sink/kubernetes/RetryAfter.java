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

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): whole seconds or an HTTP date. */
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /**
   * {@return the pause that a response asks for; null if it asks for none, or if the header is not
   * valid}
   *
   * @param headers the headers of the response. Their names may have any case: HTTP/2 has lower
   *     case, and not every HTTP client of fabric8 looks them up without regard to case
   * @param now the time to use if the response has no header {@code Date}
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
   * {@return the pause that the header asks for; null if it asks for none, or if it is not valid}
   *
   * @param header the value of {@code Retry-After}; null if the response does not have it
   * @param date the value of {@code Date}, so that a wrong clock of this machine does no harm; null
   *     if the response does not have it
   * @param now the time to use without {@code Date}
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
      return null; // neither seconds nor a date: ignored, as RFC 9110 allows
    }
  }
}
