package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.SeriesTimeline.assertCreates;
import static io.eventrecorder.correlator.SeriesTimeline.assertPatches;
import static io.eventrecorder.correlator.SeriesTimeline.assertSuppressed;
import static io.eventrecorder.correlator.SeriesTimeline.patch;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.Correlation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which write follows from an occurrence, and its content. */
class SeriesRulesTest {
  private final SeriesTimeline timeline = new SeriesTimeline();

  @Test
  void the_first_occurrence_is_created_as_it_came() {
    Event event = timeline.event("web-0", "back-off");
    Correlation first = timeline.happens(event);
    assertCreates(first);
    assertThat(first.event()).isEqualTo(event);
    assertThat(patch(first)).isEqualTo("{}");
    assertThat(first.absolute()).isTrue();
  }

  @Test
  void the_second_occurrence_makes_a_series_by_a_patch_of_nothing_else() {
    timeline.happens("web-0");
    timeline.passes(Duration.ofSeconds(7));
    Correlation second = timeline.happens("web-0");
    assertPatches(second, 2);
    assertThat(patch(second))
        .isEqualTo(
            "{\"series\":{\"count\":2,\"lastObservedTime\":\"2026-01-01T00:00:07.000000Z\"}}");
  }

  @Test
  void a_series_keeps_name_and_times_of_the_first_occurrence_and_has_the_newest_message() {
    Instant start = timeline.clock.instant();
    Event first = timeline.event("web-0", "old").toBuilder().eventTime(start).build();
    timeline.stored(timeline.happens(first));
    timeline.passes(Duration.ofSeconds(7));
    Event second = timeline.happens(timeline.event("web-0", "new")).event();
    assertThat(second.name()).isEqualTo(first.name());
    assertThat(second.firstTimestamp()).isEqualTo(start);
    assertThat(second.eventTime()).isEqualTo(start);
    assertThat(second.message()).isEqualTo("new");
    assertThat(second.lastTimestamp()).isEqualTo(start.plusSeconds(7));
    assertThat(second.count()).isEqualTo(2);
  }

  @Test
  void further_occurrences_are_only_counted() {
    timeline.happens("web-0", 2);
    for (int i = 3; i <= 100; i++) {
      assertSuppressed(timeline.happens("web-0"));
    }
    assertThat(timeline.correlator.unwritten()).isEqualTo(98);
    assertPatches(timeline.correlator.drain().get(0), 100);
  }

  @Test
  void an_event_that_comes_with_a_count_goes_on_from_there() {
    Event counted = timeline.event("web-0", "m").toBuilder().count(5).build();
    assertThat(timeline.happens(counted).event()).isEqualTo(counted);
    assertPatches(timeline.happens("web-0"), 6);
  }

  @Test
  void an_event_that_comes_with_a_series_goes_on_from_there_and_is_refreshed() {
    EventSeries series = new EventSeries(7, Instant.EPOCH);
    Event read = timeline.event("web-0", "m").toBuilder().count(0).series(series).build();
    SeriesTimeline patient =
        new SeriesTimeline(SeriesOptions.builder().finishAfter(Duration.ofHours(2)).build());
    Correlation first = patient.happens(read);
    assertThat(first.kind()).isEqualTo(Correlation.Kind.CREATE);
    assertThat(first.event()).isEqualTo(read);
    patient.minutesPass(30);
    assertThat(patch(patient.onlyDue()))
        .isEqualTo(
            "{\"series\":{\"count\":7,\"lastObservedTime\":\"1970-01-01T00:00:00.000000Z\"}}");
    assertPatches(patient.happens(read), 8);
    assertSuppressed(patient.happens(read));
    assertPatches(patient.correlator.drain().get(0), 9);
  }

  @Test
  void an_event_that_does_not_say_how_often_happened_once() {
    for (int count : new int[] {0, -5}) {
      Event event = timeline.event("web" + count, "m").toBuilder().count(count).build();
      assertThat(timeline.happens(event).event()).isEqualTo(event);
      assertPatches(timeline.happens(event), 2);
    }
  }

  @Test
  void a_count_ends_at_the_largest_and_never_goes_back() {
    Event event = timeline.event("web-0", "m").toBuilder().count(Integer.MAX_VALUE).build();
    timeline.happens(event);
    assertPatches(timeline.happens(event), Integer.MAX_VALUE);
  }

  @Test
  void an_event_without_a_name_gets_one() {
    Event nameless = timeline.event("web-0", "m").toBuilder().name("").build();
    Correlation first = timeline.happens(nameless);
    assertThat(first.event().name()).startsWith("web-0.");
    assertThat(timeline.happens(nameless).event().name()).isEqualTo(first.event().name());
  }

  @Test
  void a_stepped_wall_clock_changes_nothing_but_timestamps() {
    timeline.happens("web-0");
    timeline.clock.setWall(Instant.parse("2030-06-01T12:00:00Z"));
    assertThat(timeline.due()).isEmpty();
    Correlation second = timeline.happens("web-0");
    assertPatches(second, 2);
    assertThat(patch(second)).contains("2030-06-01T12:00:00.000000Z");
    timeline.clock.setWall(Instant.parse("2020-01-01T00:00:00Z"));
    assertSuppressed(timeline.happens("web-0"));
    timeline.minutesPass(6);
    assertPatches(timeline.onlyDue(), 3);
  }
}
