package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.SeriesTimeline.assertCreates;
import static io.eventrecorder.correlator.SeriesTimeline.assertPatches;
import static io.eventrecorder.correlator.SeriesTimeline.assertSuppressed;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import org.junit.jupiter.api.Test;

/** The bound of the cache, and its gauges. */
class SeriesCacheTest {
  @Test
  void an_evicted_series_writes_its_final_count() {
    SeriesTimeline small = small(1);
    small.happens("web-0", 5);
    small.happens("web-1", 1);
    assertThat(small.gauge("observations")).isOne();
    assertThat(small.gauge("waiting")).isOne();
    assertThat(small.correlator.nextDueNanos()).hasValue(small.clock.nanoTime());
    Correlation last = small.onlyDue();
    assertPatches(last, 5);
    small.stored(last);
    assertThat(small.correlator.unwritten()).isZero();
    small.minutesPass(30);
    assertThat(small.due()).isEmpty();
  }

  @Test
  void an_evicted_series_of_which_everything_is_under_way_writes_nothing() {
    SeriesTimeline small = small(1);
    small.happens("web-0");
    small.happens("web-0");
    small.happens("web-1");
    assertThat(small.due()).isEmpty();
  }

  @Test
  void an_answer_to_an_evicted_series_is_in_its_last_write() {
    SeriesTimeline small = small(1);
    Correlation first = small.happens("web-0");
    Correlation second = small.happens("web-0");
    assertSuppressed(small.happens("web-0"));
    small.happens("web-1", 1);
    small.stored(first, first.event().toBuilder().name("stable").count(101).build());
    small.correlator.notRecorded(second, NotRecorded.OUT_OF_BUDGET);
    Correlation last = small.onlyDue();
    assertCreates(last, 103);
    assertThat(last.event().name()).isEqualTo("stable");
  }

  @Test
  void at_close_the_evicted_ones_are_written_too() {
    SeriesTimeline small = small(1);
    small.happens("web-0", 3);
    small.happens("web-1", 4);
    assertThat(small.correlator.drain())
        .extracting(write -> write.event().count())
        .containsExactly(3, 4);
    assertThat(small.due()).isEmpty();
  }

  @Test
  void an_evicted_series_that_happens_again_is_a_new_event() {
    SeriesTimeline small = small(1);
    small.happens("web-0", 3);
    small.happens("web-1", 1);
    assertCreates(small.happens("web-0"));
    assertPatches(small.onlyDue(), 3);
  }

  @Test
  void last_writes_of_evicted_series_are_bounded_and_unwritten_shows_those_given_up() {
    SeriesTimeline small = small(1);
    for (int i = 0; i < 3000; i++) {
      small.happens("web-" + i, 3);
    }
    assertThat(small.gauge("waiting")).isEqualTo(2048);
    assertThat(small.correlator.unwritten()).isEqualTo(3000);
    small.due().forEach(small::stored);
    small.correlator.drain().forEach(small::stored);
    assertThat(small.correlator.unwritten()).isEqualTo(3000 - 2048 - 1);
  }

  @Test
  void a_storm_of_single_events_does_not_evict_running_series() {
    SeriesTimeline small = small(8);
    small.happens("web-0", 2);
    for (int i = 0; i < 80; i++) {
      assertCreates(small.happens("one-off-" + i));
    }
    assertSuppressed(small.happens("web-0"));
    assertThat(small.gauge("observations")).isEqualTo(8);
  }

  @Test
  void gauges_show_remembered_events_and_running_series() {
    SeriesTimeline timeline = new SeriesTimeline();
    timeline.happens("web-0", 2);
    timeline.happens("web-1", 1);
    assertThat(timeline.correlator.gauges())
        .containsOnlyKeys(
            "observations",
            "series",
            "waiting",
            "function-failures",
            "states",
            "states-repeated",
            "states-forgotten")
        .containsEntry("observations", 2L)
        .containsEntry("series", 1L);
    timeline.minutesPass(6);
    timeline.due();
    assertThat(timeline.correlator.gauges().values()).containsOnly(0L);
  }

  private static SeriesTimeline small(int cacheSize) {
    return new SeriesTimeline(SeriesOptions.builder().cacheSize(cacheSize).build());
  }
}
