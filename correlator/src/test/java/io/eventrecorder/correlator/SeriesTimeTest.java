package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.SeriesTimeline.assertCreates;
import static io.eventrecorder.correlator.SeriesTimeline.assertPatches;
import static io.eventrecorder.correlator.SeriesTimeline.assertSuppressed;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Writes without a new event: refresh, end and drain. */
class SeriesTimeTest {
  private static final Duration TICK = Duration.ofNanos(1);

  private final SeriesTimeline timeline = new SeriesTimeline();

  @Test
  void a_running_series_is_written_again_after_half_an_hour_and_not_before() {
    timeline.happens("web-0", 2);
    goesOn("web-0", 29);
    timeline.passes(Duration.ofMinutes(1).minus(TICK));
    assertThat(timeline.due()).isEmpty();
    timeline.passes(TICK);
    Correlation refresh = timeline.onlyDue();
    assertPatches(refresh, 31);
    assertThat(lastObserved(refresh)).isEqualTo(Instant.parse("2026-01-01T00:29:00Z"));
    assertThat(timeline.due()).isEmpty();
  }

  @Test
  void a_series_is_refreshed_also_if_its_count_did_not_change() {
    SeriesTimeline patient =
        new SeriesTimeline(SeriesOptions.builder().finishAfter(Duration.ofHours(2)).build());
    patient.happens("web-0", 2);
    for (int i = 0; i < 3; i++) {
      patient.minutesPass(30);
      Correlation refresh = patient.onlyDue();
      assertPatches(refresh, 2);
      assertThat(lastObserved(refresh)).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }
  }

  @Test
  void the_half_hour_begins_with_the_last_write() {
    timeline.happens("web-0", 2);
    goesOn("web-0", 20);
    timeline.correlator.drain().forEach(timeline::stored);
    goesOn("web-0", 29);
    assertThat(timeline.due()).isEmpty();
    timeline.minutesPass(1);
    assertPatches(timeline.onlyDue(), 51);
  }

  @Test
  void a_single_event_is_not_refreshed() {
    SeriesTimeline patient =
        new SeriesTimeline(SeriesOptions.builder().finishAfter(Duration.ofHours(2)).build());
    patient.happens("web-0", 1);
    patient.minutesPass(119);
    assertThat(patient.due()).isEmpty();
  }

  @Test
  void a_series_that_is_not_seen_for_six_minutes_is_written_a_last_time_and_forgotten() {
    timeline.happens("web-0", 5);
    timeline.passes(Duration.ofMinutes(6).minus(TICK));
    assertThat(timeline.due()).isEmpty();
    timeline.passes(TICK);
    Correlation last = timeline.onlyDue();
    assertPatches(last, 5);
    assertThat(timeline.gauge("observations")).isZero();
    assertThat(timeline.correlator.nextDueNanos()).isEmpty();
    assertCreates(timeline.happens("web-0"));
  }

  @Test
  void a_series_of_which_everything_is_written_is_forgotten_in_silence() {
    timeline.happens("web-0", 2);
    timeline.minutesPass(6);
    assertThat(timeline.due()).isEmpty();
    assertThat(timeline.gauge("observations")).isZero();
  }

  @Test
  void a_write_under_way_is_not_written_again_when_the_series_ends() {
    timeline.happens("web-0");
    timeline.happens("web-0");
    timeline.minutesPass(6);
    assertThat(timeline.due()).isEmpty();
  }

  @Test
  void every_occurrence_puts_off_the_end() {
    timeline.happens("web-0", 2);
    timeline.minutesPass(5);
    assertSuppressed(timeline.happens("web-0"));
    timeline.minutesPass(5);
    assertThat(timeline.due()).isEmpty();
    assertSuppressed(timeline.happens("web-0"));
  }

  @Test
  void a_single_event_that_is_not_repeated_for_six_minutes_is_forgotten() {
    Correlation first = timeline.happens("web-0");
    timeline.minutesPass(6);
    assertThat(timeline.due()).isEmpty();
    assertThat(timeline.gauge("observations")).isZero();
    Correlation again = timeline.happens("web-0");
    assertCreates(again);
    assertThat(again.event().name()).isNotEqualTo(first.event().name());
  }

  @Test
  void an_occurrence_after_the_end_is_a_new_event_even_if_due_was_not_called() {
    timeline.happens("web-0", 3);
    timeline.minutesPass(6);
    assertCreates(timeline.happens("web-0"));
    assertThat(timeline.correlator.nextDueNanos()).hasValue(timeline.clock.nanoTime());
    assertPatches(timeline.onlyDue(), 3);
  }

  @Test
  void due_writes_come_oldest_first() {
    for (String pod : List.of("b", "a", "c")) {
      timeline.happens(pod, 3);
      timeline.minutesPass(1);
    }
    assertSuppressed(timeline.happens("a"));
    timeline.minutesPass(6);
    List<Correlation> due = timeline.due();
    assertThat(due)
        .extracting(write -> write.event().regarding().name())
        .containsExactly("b", "c", "a");
  }

  @Test
  void next_due_is_the_earliest_of_all_and_lies_in_the_future_after_due() {
    timeline.happens("web-0", 2);
    assertThat(timeline.correlator.nextDueNanos()).hasValue(Duration.ofMinutes(6).toNanos());
    goesOn("web-0", 28);
    assertThat(timeline.correlator.nextDueNanos()).hasValue(Duration.ofMinutes(30).toNanos());
    timeline.minutesPass(2);
    assertPatches(timeline.onlyDue(), 30);
    assertThat(timeline.correlator.nextDueNanos()).hasValue(Duration.ofMinutes(34).toNanos());
  }

  @Test
  void drain_writes_all_unwritten_counts_once_oldest_first() {
    timeline.happens("single", 1);
    timeline.happens("ended", 4);
    timeline.minutesPass(5);
    timeline.happens("b", 3);
    timeline.happens("a", 3);
    timeline.minutesPass(1);
    timeline.happens("quiet", 2);
    List<Correlation> drained = timeline.correlator.drain();
    assertThat(drained)
        .extracting(write -> write.event().regarding().name())
        .containsExactly("ended", "b", "a");
    assertPatches(drained.get(0), 4);
    assertPatches(drained.get(1), 3);
    assertThat(timeline.correlator.drain()).isEmpty();
  }

  @Test
  void a_monotonic_clock_may_overflow() {
    EventClock late =
        new EventClock() {
          @Override
          public Instant instant() {
            return timeline.clock.instant();
          }

          @Override
          public long nanoTime() {
            return timeline.clock.nanoTime() + Long.MAX_VALUE - Duration.ofMinutes(10).toNanos();
          }
        };
    SeriesCorrelator correlator =
        SeriesCorrelator.create(SeriesOptions.defaults(), late, EventNames.of(late));
    for (int minute = 0; minute < 31; minute++) {
      correlator.correlate(timeline.event("web-0", "m"));
      assertThat(correlator.due()).isEmpty();
      timeline.minutesPass(1);
    }
    assertThat(correlator.due()).singleElement().satisfies(write -> assertPatches(write, 31));
    timeline.minutesPass(5);
    assertThat(correlator.due()).isEmpty();
    assertThat(correlator.gauges()).containsEntry("observations", 0L);
  }

  /** Adds one occurrence a minute, and checks that nothing is due. */
  private void goesOn(String pod, int minutes) {
    for (int i = 0; i < minutes; i++) {
      timeline.minutesPass(1);
      assertSuppressed(timeline.happens(pod));
      assertThat(timeline.due()).isEmpty();
    }
  }

  private static Instant lastObserved(Correlation write) {
    EventSeries series = Objects.requireNonNull(write.event().series());
    return Objects.requireNonNull(series.lastObservedTime());
  }
}
