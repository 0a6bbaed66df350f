package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.SeriesTimeline.assertCreates;
import static io.eventrecorder.correlator.SeriesTimeline.assertPatches;
import static io.eventrecorder.correlator.SeriesTimeline.assertSuppressed;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the answers recorded, notRecorded and notUpdated change. */
class SeriesRecordedTest {
  private static final Instant EARLIER = Instant.parse("2025-12-31T00:00:00Z");

  private final SeriesTimeline timeline = new SeriesTimeline();

  @Test
  void name_version_and_first_times_come_from_the_stored_state() {
    Correlation first = timeline.happens("web-0");
    timeline.stored(
        first,
        first.event().toBuilder()
            .name("stable")
            .resourceVersion("5")
            .firstTimestamp(EARLIER)
            .eventTime(EARLIER)
            .build());
    Event next = timeline.happens("web-0").event();
    assertThat(next.name()).isEqualTo("stable");
    assertThat(next.resourceVersion()).isEqualTo("5");
    assertThat(next.firstTimestamp()).isEqualTo(EARLIER);
    assertThat(next.eventTime()).isEqualTo(EARLIER);
  }

  @Test
  void fields_that_the_store_leaves_empty_stay_known() {
    Event event = timeline.event("web-0", "m").toBuilder().eventTime(EARLIER).build();
    Correlation first = timeline.happens(event);
    timeline.stored(first, Event.builder().build());
    Event next = timeline.happens("web-0").event();
    assertThat(next.name()).isEqualTo(event.name());
    assertThat(next.firstTimestamp()).isEqualTo(event.firstTimestamp());
    assertThat(next.eventTime()).isEqualTo(EARLIER);
  }

  @Test
  void occurrences_that_only_the_store_knew_are_added_from_count_or_series() {
    Correlation asCount = timeline.happens("web-0");
    timeline.stored(asCount, asCount.event().toBuilder().count(101).build());
    assertPatches(timeline.happens("web-0"), 102);
    Correlation asSeries = timeline.happens("web-1");
    timeline.stored(asSeries, series(asSeries, 0, 201));
    assertPatches(timeline.happens("web-1"), 202);
  }

  @Test
  void a_store_that_does_not_count_the_first_occurrence_adds_nothing() {
    Event silent = timeline.event("web-0", "m").toBuilder().count(0).build();
    Correlation first = timeline.happens(silent);
    timeline.stored(first, silent.toBuilder().count(1).build());
    Correlation second = timeline.happens(silent);
    assertPatches(second, 2);
    timeline.stored(second, series(second, 1, 2));
    assertSuppressed(timeline.happens(silent));
    assertPatches(timeline.correlator.drain().get(0), 3);
  }

  @Test
  void what_the_store_counted_is_added_once_although_an_older_write_repeats_it() {
    Correlation first = timeline.happens("web-0");
    Correlation second = timeline.happens("web-0");
    timeline.stored(first, first.event().toBuilder().count(101).build());
    timeline.stored(second, series(second, 102, 102));
    timeline.stored(second, series(second, 102, 102));
    timeline.stored(first, first.event().toBuilder().count(101).build());
    assertSuppressed(timeline.happens("web-0"));
    assertPatches(timeline.correlator.drain().get(0), 103);
  }

  @Test
  void occurrences_that_another_writer_adds_later_are_added_too() {
    Correlation first = timeline.happens("web-0");
    Correlation second = timeline.happens("web-0");
    timeline.stored(first, first.event().toBuilder().count(101).build());
    timeline.stored(second, series(second, 0, 105));
    timeline.happens("web-0");
    Correlation third = timeline.correlator.drain().get(0);
    assertPatches(third, 106);
    timeline.stored(third, series(third, 0, 110));
    timeline.happens("web-0");
    assertPatches(timeline.correlator.drain().get(0), 111);
  }

  @Test
  void the_first_message_stays_until_the_store_has_the_event() {
    Correlation first = timeline.happens(timeline.event("web-0", "one"));
    Correlation second = timeline.happens(timeline.event("web-0", "two"));
    timeline.correlator.notRecorded(first, NotRecorded.OUT_OF_BUDGET);
    timeline.correlator.notRecorded(second, NotRecorded.OUT_OF_BUDGET);
    Correlation third = timeline.happens(timeline.event("web-0", "three"));
    assertThat(second.event().message()).isEqualTo("one");
    assertCreates(third, 3);
    assertThat(third.event().message()).isEqualTo("one");
    timeline.stored(third);
    timeline.happens(timeline.event("web-0", "four"));
    assertThat(timeline.correlator.drain().get(0).event().message()).isEqualTo("four");
  }

  @Test
  void a_store_that_knows_of_fewer_takes_nothing_back() {
    timeline.happens("web-0", 2);
    timeline.happens("web-0");
    Correlation write = timeline.correlator.drain().get(0);
    timeline.stored(write, series(write, 1, 2));
    timeline.happens("web-0");
    assertPatches(timeline.correlator.drain().get(0), 4);
  }

  @Test
  void a_late_answer_to_an_older_write_takes_nothing_back() {
    Correlation first = timeline.happens("web-0");
    Correlation second = timeline.happens("web-0");
    timeline.stored(second, second.event().toBuilder().resourceVersion("2").build());
    timeline.stored(first, first.event().toBuilder().resourceVersion("1").build());
    timeline.happens("web-0");
    Correlation third = timeline.correlator.drain().get(0);
    assertPatches(third, 3);
    assertThat(third.event().resourceVersion()).isEqualTo("2");
  }

  @Test
  void after_not_recorded_the_next_occurrence_is_a_create_with_the_whole_count() {
    Correlation first = timeline.happens("web-0");
    timeline.stored(first, first.event().toBuilder().resourceVersion("1").build());
    Correlation second = timeline.happens("web-0");
    timeline.correlator.notRecorded(second, NotRecorded.REJECTED);
    Correlation third = timeline.happens("web-0");
    assertCreates(third, 3);
    assertThat(third.event().resourceVersion()).isEmpty();
    assertThat(third.event().name()).isEqualTo(first.event().name());
    timeline.stored(third);
    assertSuppressed(timeline.happens("web-0"));
  }

  @Test
  void after_a_refused_patch_the_next_occurrence_patches_the_same_event_with_the_whole_count() {
    Correlation first = timeline.happens("web-0");
    timeline.stored(first, first.event().toBuilder().name("stored").resourceVersion("1").build());
    for (int count = 2; count < 6; count++) {
      Correlation patch = timeline.happens("web-0");
      assertPatches(patch, count);
      assertThat(patch.event().name()).isEqualTo("stored");
      timeline.correlator.notUpdated(patch, NotRecorded.REJECTED, inStore(patch, "stored"));
      assertThat(timeline.correlator.unwritten()).isEqualTo(count - 1);
    }
    Correlation last = timeline.correlator.drain().get(0);
    assertPatches(last, 5);
    timeline.stored(last);
    assertSuppressed(timeline.happens("web-0"));
  }

  @Test
  void a_create_that_may_be_in_the_store_is_patched_under_the_name_it_has_there() {
    Correlation first = timeline.happens("web-0");
    timeline.correlator.notUpdated(first, NotRecorded.OUT_OF_BUDGET, inStore(first, "renamed"));
    Correlation second = timeline.happens("web-0");
    assertPatches(second, 2);
    assertThat(second.event().name()).isEqualTo("renamed");
  }

  private static Event inStore(Correlation write, String name) {
    return write.event().toBuilder().name(name).resourceVersion("").build();
  }

  @Test
  void after_a_refused_create_the_second_occurrence_is_created_as_a_series() {
    timeline.correlator.notRecorded(timeline.happens("web-0"), NotRecorded.EVICTED);
    assertCreates(timeline.happens("web-0"), 2);
    assertSuppressed(timeline.happens("web-0"));
  }

  @Test
  void a_refused_occurrence_is_unwritten_again_and_written_when_the_event_ends() {
    Correlation first = timeline.happens("web-0");
    timeline.correlator.notRecorded(first, NotRecorded.OUT_OF_BUDGET);
    assertThat(timeline.correlator.unwritten()).isOne();
    timeline.minutesPass(6);
    Correlation last = timeline.onlyDue();
    assertCreates(last);
    assertThat(last.event()).isEqualTo(first.event());
    timeline.correlator.notRecorded(last, NotRecorded.OUT_OF_BUDGET);
    assertThat(timeline.due()).isEmpty();
    assertThat(timeline.correlator.nextDueNanos()).isEmpty();
    assertThat(timeline.correlator.unwritten()).isOne();
  }

  @Test
  void a_write_that_was_given_up_is_created_at_close() {
    timeline.happens("web-0", 2);
    timeline.happens("web-0");
    Correlation third = timeline.correlator.drain().get(0);
    timeline.correlator.notRecorded(third, NotRecorded.OUT_OF_BUDGET);
    assertThat(timeline.correlator.drain())
        .singleElement()
        .satisfies(write -> assertCreates(write, 3));
  }

  @Test
  void a_create_that_was_refused_is_not_tried_again_at_close() {
    Correlation create = timeline.happens("web-0");
    timeline.correlator.notRecorded(create, NotRecorded.REJECTED);
    assertThat(timeline.correlator.drain()).isEmpty();
    assertThat(timeline.correlator.unwritten()).isOne();
    Correlation next = timeline.happens("web-0");
    assertCreates(next, 2);
    timeline.correlator.notRecorded(next, NotRecorded.OUT_OF_BUDGET);
    assertThat(timeline.correlator.drain()).hasSize(1);
  }

  @Test
  void of_creates_that_were_refused_none_is_tried_again_at_close() {
    Correlation first = timeline.happens("web-0");
    Correlation second = timeline.happens("web-0"); // a patch, sent as a create
    timeline.correlator.notRecorded(first, NotRecorded.REJECTED);
    timeline.correlator.notRecorded(second, NotRecorded.REJECTED);
    assertThat(timeline.correlator.drain()).isEmpty();
    assertThat(timeline.correlator.unwritten()).isEqualTo(2);
  }

  @Test
  void a_create_that_was_refused_is_not_tried_again_when_the_event_ends() {
    timeline.correlator.notRecorded(timeline.happens("web-0"), NotRecorded.REJECTED);
    timeline.minutesPass(6);
    assertThat(timeline.due()).isEmpty();
    assertThat(timeline.correlator.drain()).isEmpty();
    assertThat(timeline.correlator.nextDueNanos()).isEmpty();
    assertThat(timeline.correlator.unwritten()).isOne();
  }

  @Test
  void a_create_that_is_refused_after_the_event_has_ended_is_not_tried_again() {
    SeriesTimeline small = new SeriesTimeline(SeriesOptions.builder().cacheSize(1).build());
    Correlation first = small.happens("web-0");
    small.correlator.notRecorded(first, NotRecorded.OUT_OF_BUDGET);
    small.happens("web-1");
    small.correlator.notRecorded(first, NotRecorded.REJECTED);
    assertThat(small.due()).isEmpty();
    assertThat(small.correlator.drain()).isEmpty();
  }

  @Test
  void a_create_that_was_refused_is_not_tried_again_by_time() {
    SeriesTimeline quick =
        new SeriesTimeline(SeriesOptions.builder().refreshInterval(Duration.ofMinutes(1)).build());
    quick.correlator.notRecorded(quick.happens("web-0"), NotRecorded.REJECTED);
    quick.correlator.notRecorded(quick.happens("web-0"), NotRecorded.REJECTED);
    quick.minutesPass(2);
    assertThat(quick.due()).isEmpty();
    assertCreates(quick.happens("web-0"), 3);
    quick.minutesPass(2);
    assertThat(quick.due()).hasSize(1);
  }

  @Test
  void an_event_that_may_be_in_the_store_is_patched_even_if_an_earlier_create_was_given_up() {
    Correlation first = timeline.happens("web-0");
    Correlation second = timeline.happens("web-0");
    timeline.correlator.notRecorded(first, NotRecorded.OUT_OF_BUDGET);
    timeline.correlator.notUpdated(second, NotRecorded.OUT_OF_BUDGET, inStore(second, "n"));
    Correlation third = timeline.happens("web-0");
    assertPatches(third, 3);
    assertThat(third.event().name()).isEqualTo("n");
  }

  @Test
  void a_refused_refresh_makes_the_next_one_a_create() {
    timeline.happens("web-0", 2);
    for (int i = 0; i < 30; i++) {
      timeline.minutesPass(1);
      timeline.happens("web-0");
    }
    Correlation refresh = timeline.onlyDue();
    timeline.stored(refresh);
    timeline.correlator.notRecorded(refresh, NotRecorded.REJECTED);
    assertSuppressed(timeline.happens("web-0")); // it is stored: the other answer is no news
    for (int i = 0; i < 30; i++) {
      timeline.minutesPass(1);
      timeline.happens("web-0");
    }
    timeline.correlator.notRecorded(timeline.onlyDue(), NotRecorded.REJECTED);
    assertCreates(timeline.happens("web-0"), 64);
  }

  @Test
  void a_refusal_of_an_older_write_than_the_stored_one_changes_nothing() {
    Correlation first = timeline.happens("web-0");
    timeline.stored(timeline.happens("web-0"));
    timeline.correlator.notRecorded(first, NotRecorded.OUT_OF_BUDGET);
    assertSuppressed(timeline.happens("web-0"));
    assertPatches(timeline.correlator.drain().get(0), 3);
  }

  @Test
  void a_stored_write_after_a_refused_one_makes_it_a_patch_again() {
    Correlation first = timeline.happens("web-0");
    Correlation second = timeline.happens("web-0");
    timeline.correlator.notRecorded(first, NotRecorded.EVICTED);
    timeline.stored(second);
    assertSuppressed(timeline.happens("web-0"));
    assertPatches(timeline.correlator.drain().get(0), 3);
  }

  @Test
  void a_late_stored_older_write_does_not_undo_a_refusal() {
    Correlation first = timeline.happens("web-0");
    Correlation second = timeline.happens("web-0");
    timeline.correlator.notRecorded(second, NotRecorded.REJECTED);
    timeline.stored(first);
    assertThat(timeline.correlator.unwritten()).isOne();
    assertCreates(timeline.happens("web-0"), 3);
  }

  @Test
  void unwritten_counts_every_occurrence_that_no_stored_write_includes() {
    Correlation first = timeline.happens("web-0");
    Correlation second = timeline.happens("web-0");
    timeline.happens("web-0");
    assertThat(timeline.correlator.unwritten()).isEqualTo(3);
    timeline.stored(second);
    assertThat(timeline.correlator.unwritten()).isOne();
    timeline.stored(first);
    timeline.stored(second);
    assertThat(timeline.correlator.unwritten()).isOne();
    Correlation last = timeline.correlator.drain().get(0);
    timeline.correlator.notRecorded(last, NotRecorded.OUT_OF_BUDGET);
    assertThat(timeline.correlator.unwritten()).isOne();
    timeline.correlator.drain().forEach(timeline::stored);
    assertThat(timeline.correlator.unwritten()).isZero();
  }

  @Test
  void answers_to_other_correlators_writes_are_ignored() {
    Correlation foreign = EventCorrelator.none().correlate(timeline.event("web-0", "m"));
    timeline.stored(foreign);
    timeline.correlator.notRecorded(foreign, NotRecorded.REJECTED);
    assertThat(timeline.correlator.unwritten()).isZero();
  }

  private static Event series(Correlation written, int count, int seriesCount) {
    return written.event().toBuilder()
        .count(count)
        .series(new EventSeries(seriesCount, EARLIER))
        .build();
  }
}
