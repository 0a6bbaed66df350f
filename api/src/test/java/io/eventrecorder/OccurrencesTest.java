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

  private static Event.Builder created() {
    return created("\"2026-01-01T00:00:01Z\"");
  }

  @ParameterizedTest
  @CsvSource({"0,,1", "-3,,1", "1,,1", "7,,7", "0,5,5", "7,5,7", "5,7,7", "0,0,1", "0,-1,1"})
  void itHappenedAsOftenAsTheGreaterOfItsCountsSaysAndAtLeastOnce(
      int count, Integer series, int occurrences) {
    Event.Builder event = Event.builder().count(count);
    event.series(series == null ? null : new EventSeries(series, null));
    assertThat(event.build().occurrences()).isEqualTo(occurrences);
  }

  @Test
  void theLastOccurrenceIsWhatTheFirstMemberInTheOrderSays() {
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
  void ofLastTimestampAndSeriesTheLaterIsTheNews() {
    Event.Builder event = Event.builder().series(new EventSeries(2, LAST)).lastTimestamp(OBSERVED);
    assertThat(event.build().lastOccurrence()).isEqualTo(LAST);
  }

  @Test
  void goZeroTimeIsNotSetWhereverItIs() {
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
  void theFirstOccurrenceIsFirstTimestampOrElseEventTime() {
    Event.Builder event = created().lastTimestamp(LAST);
    assertThat(event.build().firstOccurrence()).isNull();
    assertThat(event.eventTime(EVENT_TIME).build().firstOccurrence()).isEqualTo(EVENT_TIME);
    assertThat(event.firstTimestamp(FIRST).build().firstOccurrence()).isEqualTo(FIRST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "\"", "\"\"", "\"yesterday\"", "{}"})
  void aCreationTimestampThatIsNoTimeSaysNothing(String json) {
    assertThat(created(json).build().lastOccurrence()).isNull();
  }

  @Test
  void whatComesFromElsewhereGetsACountAndATime() {
    Event event = Event.builder().message("m").build().fromElsewhere(NOW);
    assertThat(event)
        .isEqualTo(
            Event.builder().message("m").count(1).firstTimestamp(NOW).lastTimestamp(NOW).build());
    assertThat(event.isFromElsewhere()).isTrue();
    assertThat(event.toBuilder().count(2).build().isFromElsewhere()).isTrue();
    assertThat(Event.builder().build().isFromElsewhere()).isFalse();
    assertThat(Event.builder().count(-1).build().fromElsewhere(NOW).count()).isEqualTo(1);
  }

  @Test
  void whatItSaysIsKept() {
    Event single = Event.builder().eventTime(EVENT_TIME).build();
    assertThat(single.fromElsewhere(NOW)).isEqualTo(single);
    Event series = single.toBuilder().series(new EventSeries(4, OBSERVED)).build();
    assertThat(series.fromElsewhere(NOW)).isEqualTo(series);
    Event counted = Event.builder().count(4).firstTimestamp(FIRST).lastTimestamp(LAST).build();
    assertThat(counted.fromElsewhere(NOW)).isEqualTo(counted);
  }

  @Test
  void aTimeThatItSaysElsewhereBecomesItsLastTimestamp() {
    Event created = created().count(1).build().fromElsewhere(NOW);
    assertThat(created.firstTimestamp()).isEqualTo(CREATED);
    assertThat(created.lastTimestamp()).isEqualTo(CREATED);
    Event first = Event.builder().firstTimestamp(FIRST).build().fromElsewhere(NOW);
    assertThat(first.firstTimestamp()).isEqualTo(FIRST);
    assertThat(first.lastTimestamp()).isEqualTo(FIRST);
    Event zero = Event.builder().firstTimestamp(ZERO).lastTimestamp(ZERO).build();
    assertThat(zero.fromElsewhere(NOW).firstTimestamp()).isEqualTo(NOW);
    assertThat(zero.fromElsewhere(NOW).lastTimestamp()).isEqualTo(NOW);
    Event timed = zero.toBuilder().eventTime(EVENT_TIME).series(new EventSeries(2, ZERO)).build();
    assertThat(timed.fromElsewhere(NOW))
        .isEqualTo(Event.builder().eventTime(EVENT_TIME).series(new EventSeries(2, null)).build());
  }
}
