package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, section 10.2.3. */
class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          3                             | -                             | 3
          ' 120 '                       | -                             | 120
          999999999                     | -                             | 999999999
          0                             | -                             | -
          -1                            | -                             | -
          1.5                           | -                             | -
          9999999999                    | -                             | -
          soon                          | -                             | -
          ''                            | -                             | -
          -                             | -                             | -
          Thu, 01 Jan 2026 00:00:05 GMT | -                             | 5
          Thu, 1 Jan 2026 00:00:05 GMT  | -                             | 5
          Wed, 31 Dec 2025 23:59:59 GMT | -                             | -
          Thu, 01 Jan 2026 01:00:05 GMT | Thu, 01 Jan 2026 01:00:00 GMT | 5
          Thu, 01 Jan 2026 00:00:05 GMT | yesterday                     | 5
          """)
  void seconds_and_dates(@Nullable String header, @Nullable String date, @Nullable Long seconds) {
    assertThat(RetryAfter.of(header, date, NOW))
        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Retry-After", "retry-after", "RETRY-AFTER"})
  void names_of_headers_may_have_any_case(String name) {
    String date = "Thu, 01 Jan 2026 01:00:05 GMT";
    String from = "Thu, 01 Jan 2026 01:00:00 GMT";
    assertThat(RetryAfter.of(Map.of(name, List.of("3")), NOW)).isEqualTo(Duration.ofSeconds(3));
    assertThat(RetryAfter.of(Map.of(name, List.of(date), "date", List.of(from)), NOW))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(RetryAfter.of(Map.of(name, List.of()), NOW)).isNull();
    assertThat(RetryAfter.of(Map.of(), NOW)).isNull();
  }

  @Property
  void a_date_is_a_pause_until_then(@ForAll @IntRange(min = 1) int seconds) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            NOW.plusSeconds(seconds).atOffset(ZoneOffset.UTC));
    assertThat(RetryAfter.of(date, null, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(RetryAfter.of(Integer.toString(seconds % 1_000_000_000), null, NOW))
        .isEqualTo(
            seconds % 1_000_000_000 == 0 ? null : Duration.ofSeconds(seconds % 1_000_000_000));
  }

  @Property
  void no_text_makes_it_fail(@ForAll String header, @ForAll String date) {
    Duration pause = RetryAfter.of(header, date, NOW);
    assertThat(pause == null || pause.toSeconds() > 0).isTrue();
  }
}
