package io.eventrecorder.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.cli.terminal.CommandException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The timeline shows what matters, and no wrong clock squeezes it. */
class TimeRangeTest {
  private static final Instant T = Timeline.START;
  private static final Instant IN_1970 = Instant.parse("1970-01-01T00:00:01Z");
  private static final Instant IN_2999 = Instant.parse("2999-01-01T00:00:00Z");

  private static TimeRange of(Instant... times) {
    return TimeRange.of(Stream.of(times).sorted().toList());
  }

  private static TimeRange minutes(int from, int to) {
    return new TimeRange(T.plus(Duration.ofMinutes(from)), T.plus(Duration.ofMinutes(to)));
  }

  @Test
  void it_goes_from_the_first_to_the_last_and_is_drawn_at_least_a_minute_long() {
    assertThat(of(T, T.plusSeconds(120))).isEqualTo(minutes(0, 2));
    assertThat(of(T)).isEqualTo(new TimeRange(T, T));
    assertThat(of(T).atLeastAMinute()).isEqualTo(minutes(0, 1));
    assertThat(minutes(0, 2).atLeastAMinute()).isEqualTo(minutes(0, 2));
  }

  @Test
  void one_event_with_a_wrong_clock_is_outside_at_each_end() {
    assertThat(of(IN_1970, T, T.plusSeconds(120))).isEqualTo(minutes(0, 2));
    assertThat(of(T, T.plusSeconds(120), IN_2999)).isEqualTo(minutes(0, 2));
    assertThat(of(IN_1970, T, T.plusSeconds(120), IN_2999)).isEqualTo(minutes(0, 2));
  }

  @Test
  void a_tenth_of_the_events_may_be_outside_and_no_more() {
    List<Instant> times = new ArrayList<>(Collections.nCopies(18, T));
    times.addAll(0, Collections.nCopies(2, IN_1970));
    assertThat(TimeRange.of(times).from()).isEqualTo(T);
    times.remove(times.size() - 1);
    assertThat(TimeRange.of(times).from()).isEqualTo(IN_1970);
  }

  @Test
  void a_quiet_month_or_a_long_rest_is_no_gap() {
    assertThat(of(T, T.plus(Duration.ofDays(30))).from()).isEqualTo(T);
    Instant later = T.plus(Duration.ofDays(40));
    assertThat(of(T, later, later.plus(Duration.ofDays(3))).from()).isEqualTo(T);
    assertThat(of(T, later, later.plus(Duration.ofDays(1))).from()).isEqualTo(later);
  }

  @Test
  void it_is_at_most_a_century_long() {
    Instant year1 = Instant.parse("0001-06-01T00:00:00Z");
    Instant year9999 = Instant.parse("9999-06-01T00:00:00Z");
    TimeRange range = of(year1, year1, year1, year9999, year9999, year9999);
    assertThat(Duration.between(range.from(), range.to())).isEqualTo(Duration.ofDays(36_500));
  }

  @Test
  void a_bar_that_begins_earlier_extends_it_by_its_own_length_at_most() {
    assertThat(minutes(10, 20).extendedTo(List.of(T.plusSeconds(120), T.plusSeconds(60))))
        .isEqualTo(minutes(1, 20));
    assertThat(minutes(10, 20).extendedTo(List.of(IN_1970, T.plusSeconds(360))))
        .isEqualTo(minutes(6, 20));
    assertThat(minutes(10, 20).extendedTo(List.of(T.plusSeconds(900)))).isEqualTo(minutes(10, 20));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T09:14:00Z, 2026-03-02T09:14:00Z",
    "2026-03-02T09:14:00.5+01:00, 2026-03-02T08:14:00.5Z",
    "2026-03-02T09:14:00-05:00, 2026-03-02T14:14:00Z",
    "2026-03-02T09:14, 2026-03-02T09:14:00Z",
    "2026-03-02 09:14:10, 2026-03-02T09:14:10Z",
    "2026-03-02, 2026-03-02T00:00:00Z",
    "30m, 2026-03-02T08:30:00Z",
    "2h, 2026-03-02T07:00:00Z",
    "1d, 2026-03-01T09:00:00Z",
    "0s, 2026-03-02T09:00:00Z",
  })
  void a_bound_is_a_time_a_date_or_a_duration_before_the_newest(String text, Instant expected) {
    assertThat(TimeBound.parse("--from", text).resolve(T)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "-5m", "2026-13-01", "2026-03-02T25:00:00Z", "09:14"})
  void other_texts_are_refused_with_an_example(String text) {
    assertThatThrownBy(() -> TimeBound.parse("--to", text))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("--to: '" + text + "' must be a time such as 2026-03-02T09:14:00Z");
  }
}
