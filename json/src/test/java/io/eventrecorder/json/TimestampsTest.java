package io.eventrecorder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  @Provide
  Arbitrary<Instant> times() {
    return EventValues.times();
  }

  @Property
  void seconds_are_as_java_time_writes_them(@ForAll("times") Instant time) {
    assertThat(Timestamps.seconds(time)).isEqualTo(SECONDS.format(time));
  }

  @Property
  void micros_are_as_java_time_writes_them(@ForAll("times") Instant time) {
    assertThat(Timestamps.micros(time)).isEqualTo(MICROS.format(time)).hasSize(27);
  }

  @Property
  void a_written_time_is_read_back_with_its_precision(@ForAll("times") Instant time) {
    assertThat(Timestamps.parse(Timestamps.seconds(time)))
        .isEqualTo(time.truncatedTo(ChronoUnit.SECONDS));
    assertThat(Timestamps.parse(Timestamps.micros(time)))
        .isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
  }

  @Property
  void any_offset_and_fraction_is_read_as_java_time_reads_it(
      @ForAll("inside") Instant time, @ForAll @IntRange(min = -1080, max = 1080) int minutes) {
    OffsetDateTime local = time.atOffset(ZoneOffset.ofTotalSeconds(minutes * 60));
    String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local);
    assertThat(Timestamps.parse(text)).isEqualTo(time);
    assertThat(Timestamps.parse(text.toLowerCase(java.util.Locale.ROOT))).isEqualTo(time);
  }

  @Provide
  Arbitrary<Instant> inside() {
    return EventValues.times()
        .filter(
            t ->
                t.isAfter(Instant.parse("0001-01-01T00:00:00Z"))
                    && t.isBefore(Instant.parse("9999-12-01T00:00:00Z")));
  }

  @Property
  void one_wrong_character_is_refused_or_read_as_java_time_reads_it(
      @ForAll @IntRange(max = 34) int at, @ForAll("characters") char c) {
    StringBuilder text = new StringBuilder("2026-02-28T23:59:59.123456789+01:30");
    text.setCharAt(at, c);
    try {
      Instant time = Timestamps.parse(text.toString());
      assertThat(time).isEqualTo(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      assertThat(e).hasMessageNotContaining("index");
    }
  }

  @Provide
  Arbitrary<Character> characters() {
    return Arbitraries.of('0', '1', '2', '3', '5', '9', '-', ':', '.', 'T', 'Z', '+', ' ');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-01",
        "2026-01-01T00:00Z",
        "2026-01-01T00:00:00",
        "2026-01-01 00:00:00Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00.0123456789Z",
        "2026-01-01T00:00:00Z ",
        "2026-01-01T00:00:60Z",
        "2026-01-01T24:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-01-01T00:00:00+24:00",
        "2026-01-01T00:00:00+01:60",
        "2026-01-01T00:00:00+0100",
        "+2026-01-01T00:00:00Z",
        "9999-12-31T23:59:59-00:01",
        "0000-01-01T00:00:00+00:01",
        "2026-01-0١T00:00:00Z"
      })
  void text_that_is_not_an_rfc3339_timestamp_is_refused(String text) {
    assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+10000-01-01T00:00:00Z", "-0001-12-31T23:59:59Z"})
  void years_without_four_digits_are_refused(String text) {
    Instant time = Instant.parse(text);
    assertThatThrownBy(() -> Timestamps.seconds(time))
        .isInstanceOf(DateTimeException.class)
        .hasMessageContaining("year");
    assertThatThrownBy(() -> Timestamps.micros(time)).isInstanceOf(DateTimeException.class);
  }
}
