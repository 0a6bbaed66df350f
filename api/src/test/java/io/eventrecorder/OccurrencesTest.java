package io.eventrecorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OccurrencesTest {
  private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:01Z");
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:02Z");
  private static final Instant EVENT_TIME = Instant.parse("2026-01-01T00:00:03Z");
  private static final Instant OBSERVED = Instant.parse("2026-01-01T00:00:04Z");
  private static final Instant LAST = Instant.parse("2026-01-01T00:00:05Z");
  private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

  private static Event.Builder created(String json) {
    return Event.builder().unknownFields(Map.of("/metadata/creationTimestamp", json));
  }

  private static Event completed(Event event) {
    return event.toBuilder().complete(NOW).build();
  }

  private static Event.Builder created() {
    return created("\"2026-01-01T00:00:01Z\"");
  }

  @ParameterizedTest
  @CsvSource({"0,,1", "-3,,1", "1,,1", "7,,7", "0,5,5", "7,5,7", "5,7,7", "0,0,1", "0,-1,1"})
  void occurrences_is_the_greater_count_and_at_least_one(
      int count, Integer series, int occurrences) {
    Event.Builder event = Event.builder().count(count);
    event.series(series == null ? null : new EventSeries(series, null));
    assertThat(event.build().occurrences()).isEqualTo(occurrences);
  }

  @Test
  void the_last_occurrence_is_the_first_field_in_the_order_that_is_set() {
    Event.Builder event = created();
    assertThat(event.build().lastOccurrence()).isEqualTo(CREATED);
    assertThat(event.firstTimestamp(FIRST).build().lastOccurrence()).isEqualTo(FIRST);
    assertThat(event.eventTime(EVENT_TIME).build().lastOccurrence()).isEqualTo(EVENT_TIME);
    event.series(new EventSeries(2, OBSERVED));
    assertThat(event.build().lastOccurrence()).isEqualTo(OBSERVED);
    assertThat(event.lastTimestamp(LAST).build().lastOccurrence()).isEqualTo(LAST);
    assertThat(Event.builder().build().lastOccurrence()).isNull();
  }

  @Test
  void the_later_of_last_timestamp_and_series_is_the_last_occurrence() {
    Event.Builder event = Event.builder().series(new EventSeries(2, LAST)).lastTimestamp(OBSERVED);
    assertThat(event.build().lastOccurrence()).isEqualTo(LAST);
  }

  @Test
  void the_zero_time_of_go_counts_as_not_set_in_every_field() {
    Event.Builder event =
        created("\"0001-01-01T00:00:00Z\"")
            .firstTimestamp(ZERO)
            .eventTime(ZERO)
            .series(new EventSeries(2, ZERO))
            .lastTimestamp(ZERO);
    assertThat(event.build().lastOccurrence()).isNull();
    assertThat(event.build().firstOccurrence()).isNull();
    event.eventTime(EVENT_TIME);
    assertThat(event.build().lastOccurrence()).isEqualTo(EVENT_TIME);
    assertThat(event.build().firstOccurrence()).isEqualTo(EVENT_TIME);
  }

  @Test
  void the_first_occurrence_is_first_timestamp_or_else_event_time() {
    Event.Builder event = created().lastTimestamp(LAST);
    assertThat(event.build().firstOccurrence()).isNull();
    assertThat(event.eventTime(EVENT_TIME).build().firstOccurrence()).isEqualTo(EVENT_TIME);
    assertThat(event.firstTimestamp(FIRST).build().firstOccurrence()).isEqualTo(FIRST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "\"", "\"\"", "\"yesterday\"", "{}"})
  void a_creation_timestamp_that_is_not_a_time_is_ignored(String json) {
    assertThat(created(json).build().lastOccurrence()).isNull();
  }

  @Test
  void complete_fills_in_a_count_and_a_time() {
    assertThat(completed(Event.builder().message("m").build()))
        .isEqualTo(
            Event.builder().message("m").count(1).firstTimestamp(NOW).lastTimestamp(NOW).build());
    assertThat(completed(Event.builder().count(-1).build()).count()).isEqualTo(1);
  }

  @Test
  void a_builder_keeps_whether_the_event_is_from_elsewhere() {
    Event event = Event.builder().fromElsewhere(true).build();
    assertThat(event.isFromElsewhere()).isTrue();
    assertThat(event.toBuilder().count(2).complete(NOW).build().isFromElsewhere()).isTrue();
    assertThat(Event.builder().build().isFromElsewhere()).isFalse();
    assertThat(event.toBuilder().fromElsewhere(false).build().isFromElsewhere()).isFalse();
  }

  @Test
  void complete_keeps_a_count_and_a_time() {
    Event single = Event.builder().eventTime(EVENT_TIME).build();
    assertThat(completed(single)).isEqualTo(single);
    Event series = single.toBuilder().series(new EventSeries(4, OBSERVED)).build();
    assertThat(completed(series)).isEqualTo(series);
    Event counted = Event.builder().count(4).firstTimestamp(FIRST).lastTimestamp(LAST).build();
    assertThat(completed(counted)).isEqualTo(counted);
  }

  @Test
  void complete_makes_another_known_time_the_last_timestamp() {
    Event created = completed(created().count(1).build());
    assertThat(created.firstTimestamp()).isEqualTo(CREATED);
    assertThat(created.lastTimestamp()).isEqualTo(CREATED);
    Event first = completed(Event.builder().firstTimestamp(FIRST).build());
    assertThat(first.firstTimestamp()).isEqualTo(FIRST);
    assertThat(first.lastTimestamp()).isEqualTo(FIRST);
    Event zero = Event.builder().firstTimestamp(ZERO).lastTimestamp(ZERO).build();
    assertThat(completed(zero).firstTimestamp()).isEqualTo(NOW);
    assertThat(completed(zero).lastTimestamp()).isEqualTo(NOW);
    Event timed = zero.toBuilder().eventTime(EVENT_TIME).series(new EventSeries(2, ZERO)).build();
    assertThat(completed(timed))
        .isEqualTo(Event.builder().eventTime(EVENT_TIME).series(new EventSeries(2, null)).build());
  }
}
