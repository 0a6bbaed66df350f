package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.Timeline.assertCreates;
import static io.eventrecorder.correlator.Timeline.assertPatches;
import static io.eventrecorder.correlator.Timeline.assertSuppressed;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Rules 4 and 5: recorded; create or patch. */
class RecordedRulesTest {
  private final Timeline timeline = new Timeline(Timeline.budget(2, 1).maxEvents(2).build());

  @Test
  void name_version_and_first_timestamp_come_from_the_stored_state() {
    Correlation first = timeline.happens("web-0", "same");
    Instant earlier = Instant.parse("2025-12-31T00:00:00Z");
    timeline.stored(
        first,
        first.event().toBuilder()
            .name("renamed")
            .resourceVersion("5")
            .firstTimestamp(earlier)
            .build());
    Event next = timeline.happens("web-0", "same").event();
    assertThat(next.name()).isEqualTo("renamed");
    assertThat(next.resourceVersion()).isEqualTo("5");
    assertThat(next.firstTimestamp()).isEqualTo(earlier);
  }

  @Test
  void the_count_is_the_stored_one_plus_later_occurrences() {
    Correlation first = timeline.happens("web-0", "same");
    timeline.happens("web-0", "same");
    assertSuppressed(timeline.happens("web-0", "same"));
    timeline.stored(first, first.event().toBuilder().count(10).build());
    timeline.passes(Duration.ofSeconds(1));
    assertPatches(timeline.happens("web-0", "same"), 10 + 2 + 1);
  }

  @Test
  void what_the_store_counted_is_added_once_although_an_older_write_repeats_it() {
    Correlation first = timeline.happens("web-0", "same");
    Correlation second = timeline.happens("web-0", "same");
    timeline.stored(first, first.event().toBuilder().name("stable").count(101).build());
    timeline.stored(second, second.event().toBuilder().name("stable").count(102).build());
    timeline.passes(Duration.ofSeconds(1));
    assertPatches(timeline.happens("web-0", "same"), 103);
  }

  @Test
  void occurrences_that_another_writer_adds_later_are_added_too() {
    Correlation first = timeline.happens("web-0", "same");
    Correlation second = timeline.happens("web-0", "same");
    timeline.stored(first, first.event().toBuilder().count(101).build());
    timeline.stored(second, second.event().toBuilder().count(105).build());
    timeline.passes(Duration.ofSeconds(1));
    assertPatches(timeline.happens("web-0", "same"), 106);
  }

  @Test
  void a_create_carries_its_identity_as_key_unless_the_message_is_the_identity() {
    assertThat(timeline.happens("web-0", "same").event().key()).isEmpty();
    assertThat(timeline.happens("web-0", "other").event().key()).isEqualTo("combined");
    Timeline byReason = new Timeline(identity(Identity.REASON));
    assertThat(byReason.happens("web-0", "took 5 ms").event().key()).isEqualTo("identity:");
    Timeline normalized = new Timeline(identity(Identity.NORMALIZED_MESSAGE));
    assertThat(normalized.happens("web-0", "took 5 ms").event().key())
        .isEqualTo("identity:took # ms");
    Event own = normalized.event("web-0", "took 6 ms").toBuilder().key("took").build();
    assertThat(normalized.correlator.correlate(own).event().key()).isEqualTo("took");
  }

  private static CorrelatorOptions identity(Identity identity) {
    return CorrelatorOptions.builder().identity(identity).build();
  }

  @Test
  void an_answer_is_ignored_when_the_observation_was_replaced_meanwhile() {
    Correlation first = timeline.happens("web-0", "same");
    Event other = first.event().toBuilder().name("other").count(7).resourceVersion("3").build();
    timeline.correlator.updateState(other);
    timeline.stored(first, first.event().toBuilder().resourceVersion("99").count(50).build());
    Correlation next = timeline.happens("web-0", "same");
    assertPatches(next, 8);
    assertThat(next.event().name()).isEqualTo("other");
    assertThat(next.event().resourceVersion()).isEqualTo("3");
  }

  @Test
  void a_late_answer_to_an_older_write_takes_nothing_back() {
    Correlation first = timeline.happens("web-0", "same");
    Correlation second = timeline.happens("web-0", "same");
    timeline.stored(second, second.event().toBuilder().resourceVersion("2").build());
    timeline.stored(first, first.event().toBuilder().resourceVersion("1").build());
    timeline.passes(Duration.ofSeconds(1));
    Correlation third = timeline.happens("web-0", "same");
    assertPatches(third, 3);
    assertThat(third.event().resourceVersion()).isEqualTo("2");
  }

  @Test
  void an_aggregate_learns_its_version() {
    timeline.happens("web-0", "a");
    Correlation aggregate = timeline.happens("web-0", "b");
    timeline.stored(aggregate, aggregate.event().toBuilder().resourceVersion("8").build());
    timeline.passes(Duration.ofSeconds(1));
    assertThat(timeline.happens("web-0", "c").event().resourceVersion()).isEqualTo("8");
  }

  @Test
  void update_state_overwrites_the_observation_of_the_events_key() {
    timeline.happens("web-0", "same");
    timeline.happens("web-0", "same");
    assertSuppressed(timeline.happens("web-0", "same"));
    Event stored = timeline.event("web-0", "same").toBuilder().name("n").count(2).build();
    timeline.correlator.updateState(stored);
    timeline.passes(Duration.ofSeconds(1));
    Correlation next = timeline.happens("web-0", "same");
    assertPatches(next, 3);
    assertThat(next.event().name()).isEqualTo("n");
  }

  @Test
  void update_state_files_an_observation_where_there_is_none() {
    timeline.correlator.updateState(
        timeline.event("web-0", "same").toBuilder().name("n").count(4).build());
    assertThat(timeline.correlator.unwritten()).isZero();
    assertPatches(timeline.happens("web-0", "same"), 5);
  }

  @Test
  void after_not_recorded_the_next_occurrence_is_a_create_with_the_whole_count() {
    Correlation first = timeline.happens("web-0", "same");
    timeline.stored(first, first.event().toBuilder().resourceVersion("1").build());
    Correlation second = timeline.happens("web-0", "same");
    timeline.correlator.notRecorded(second, NotRecorded.REJECTED);
    timeline.passes(Duration.ofSeconds(1));
    Correlation third = timeline.happens("web-0", "same");
    assertCreates(third, 3);
    assertThat(third.event().resourceVersion()).isEmpty();
    assertThat(third.event().name()).isEqualTo(first.event().name());
    timeline.passes(Duration.ofSeconds(1));
    assertPatches(timeline.happens("web-0", "same"), 4);
  }

  @Test
  void after_a_refused_patch_the_next_occurrence_patches_the_same_event_with_the_whole_count() {
    Correlation first = timeline.happens("web-0", "same");
    timeline.stored(first, first.event().toBuilder().name("stored").resourceVersion("1").build());
    for (int count = 2; count < 6; count++) {
      Correlation patch = timeline.happens("web-0", "same");
      assertPatches(patch, count);
      assertThat(patch.event().name()).isEqualTo("stored");
      timeline.correlator.notUpdated(patch, NotRecorded.REJECTED, inStore(patch, "stored"));
      assertThat(timeline.correlator.unwritten()).isEqualTo(count - 1);
      timeline.passes(Duration.ofSeconds(1));
    }
    assertThat(timeline.correlator.due()).isEmpty();
    assertThat(timeline.correlator.drain())
        .singleElement()
        .satisfies(write -> assertPatches(write, 5));
  }

  @Test
  void a_create_that_may_be_in_the_store_is_patched_under_the_name_it_has_there() {
    Correlation first = timeline.happens("web-0", "same");
    timeline.correlator.notUpdated(first, NotRecorded.OUT_OF_BUDGET, inStore(first, "renamed"));
    assertThat(timeline.correlator.drain())
        .singleElement()
        .satisfies(
            write -> {
              assertPatches(write, 1);
              assertThat(write.event().name()).isEqualTo("renamed");
            });
  }

  @Test
  void an_event_that_may_be_in_the_store_is_patched_even_if_an_earlier_create_was_given_up() {
    Correlation first = timeline.happens("web-0", "same");
    Correlation second = timeline.happens("web-0", "same");
    timeline.correlator.notRecorded(first, NotRecorded.OUT_OF_BUDGET);
    timeline.correlator.notUpdated(second, NotRecorded.OUT_OF_BUDGET, inStore(second, "n"));
    timeline.passes(Duration.ofSeconds(1));
    Correlation third = timeline.happens("web-0", "same");
    assertPatches(third, 3);
    assertThat(third.event().name()).isEqualTo("n");
  }

  @Test
  void of_creates_that_were_refused_none_is_tried_again_at_close() {
    Correlation first = timeline.happens("web-0", "same");
    Correlation second = timeline.happens("web-0", "same"); // a patch, sent as a create
    timeline.correlator.notRecorded(first, NotRecorded.REJECTED);
    timeline.correlator.notRecorded(second, NotRecorded.REJECTED);
    assertThat(timeline.correlator.drain()).isEmpty();
    assertThat(timeline.correlator.unwritten()).isEqualTo(2);
  }

  @Test
  void a_refused_patch_that_is_older_than_the_stored_write_changes_nothing() {
    Correlation first = timeline.happens("web-0", "same");
    Correlation second = timeline.happens("web-0", "same");
    timeline.stored(second);
    timeline.correlator.notUpdated(first, NotRecorded.REJECTED, inStore(first, "old"));
    assertThat(timeline.correlator.unwritten()).isZero();
    timeline.passes(Duration.ofSeconds(1));
    Correlation third = timeline.happens("web-0", "same");
    assertPatches(third, 3);
    assertThat(third.event().name()).isEqualTo(first.event().name());
  }

  private static Event inStore(Correlation write, String name) {
    return write.event().toBuilder().name(name).resourceVersion("").build();
  }

  @Test
  void a_refusal_of_an_older_write_than_the_stored_one_changes_nothing() {
    Correlation first = timeline.happens("web-0", "same");
    Correlation second = timeline.happens("web-0", "same");
    timeline.stored(second);
    timeline.correlator.notRecorded(first, NotRecorded.OUT_OF_BUDGET);
    timeline.passes(Duration.ofSeconds(1));
    assertPatches(timeline.happens("web-0", "same"), 3);
  }

  @Test
  void a_stored_write_after_a_refused_one_makes_it_a_patch_again() {
    Correlation first = timeline.happens("web-0", "same");
    Correlation second = timeline.happens("web-0", "same");
    timeline.correlator.notRecorded(first, NotRecorded.EVICTED);
    timeline.stored(second);
    timeline.passes(Duration.ofSeconds(1));
    assertPatches(timeline.happens("web-0", "same"), 3);
  }

  @Test
  void a_refused_write_is_not_given_back_while_a_newer_write_is_pending() {
    Correlation first = timeline.happens("web-0", "same");
    timeline.happens("web-0", "same");
    timeline.correlator.notRecorded(first, NotRecorded.EVICTED);
    assertThat(timeline.correlator.drain()).isEmpty();
    assertThat(timeline.correlator.unwritten()).isEqualTo(2);
  }

  @Test
  void the_last_refused_write_is_given_back_with_the_newest_message() {
    Timeline byReason = new Timeline(Timeline.budget(1, 1).identity(Identity.REASON).build());
    Correlation first = byReason.happens("web-0", "first");
    assertSuppressed(byReason.happens("web-0", "newest"));
    assertThat(byReason.correlator.gauges()).containsEntry("waiting", 1L);
    byReason.correlator.notRecorded(first, NotRecorded.OUT_OF_BUDGET);
    assertThat(byReason.correlator.gauges()).containsEntry("waiting", 0L);
    Correlation last = byReason.correlator.drain().get(0);
    assertCreates(last, 2);
    assertThat(last.event().message()).isEqualTo("newest");
  }

  @Test
  void a_refused_combined_event_is_not_combined_again() {
    Timeline combining = new Timeline(Timeline.budget(9, 1).maxEvents(1).build());
    Correlation refused = combining.happens("web-0", "m");
    combining.correlator.notRecorded(refused, NotRecorded.OUT_OF_BUDGET);
    assertThat(combining.correlator.drain().get(0).event().message())
        .isEqualTo("(combined from similar events): m");
  }

  @Test
  void fields_that_the_store_leaves_empty_stay_known() {
    Correlation first = timeline.happens("web-0", "same");
    timeline.stored(
        first,
        first.event().toBuilder().name("").resourceVersion("7").firstTimestamp(null).build());
    Event next = timeline.happens("web-0", "same").event();
    assertThat(next.name()).isEqualTo(first.event().name());
    assertThat(next.firstTimestamp()).isEqualTo(first.event().firstTimestamp());
    assertThat(next.resourceVersion()).isEqualTo("7");
  }

  @Test
  void an_answer_that_comes_twice_or_late_is_counted_once() {
    Correlation first = timeline.happens("web-0", "same");
    Correlation second = timeline.happens("web-0", "same");
    timeline.stored(second);
    assertThat(timeline.correlator.unwritten()).isZero();
    timeline.stored(second);
    timeline.stored(first);
    assertThat(timeline.correlator.unwritten()).isZero();
  }

  @Test
  void a_refused_deferred_write_is_tried_again_at_close_only() {
    Correlation first = timeline.happens("web-0", "same");
    timeline.happens("web-0", "other reason", "m");
    timeline.correlator.notRecorded(first, NotRecorded.REJECTED);
    assertSuppressed(timeline.happens("web-0", "same"));
    timeline.passes(Duration.ofHours(1));
    assertThat(timeline.correlator.due()).isEmpty();
    assertThat(timeline.correlator.drain())
        .singleElement()
        .satisfies(write -> assertCreates(write, 2));
  }

  @Test
  void an_event_is_a_create_until_a_create_was_handed_out_although_its_patch_is_filled() {
    timeline.happens("web-0", "r1", "m");
    timeline.happens("web-0", "r2", "m");
    Event first = timeline.event("web-0", "new");
    assertSuppressed(timeline.happens(first));
    timeline.passes(Duration.ofSeconds(1));
    Correlation second = timeline.happens("web-0", "new");
    assertCreates(second, 2);
    assertThat(second.event().name()).isEqualTo(first.name());
    assertThat(Timeline.patch(second)).contains("\"count\":2");
    timeline.passes(Duration.ofSeconds(1));
    assertPatches(timeline.happens("web-0", "new"), 3);
  }

  @Test
  void every_state_includes_all_earlier_ones() {
    assertThat(timeline.happens("web-0", "same").absolute()).isTrue();
    assertThat(timeline.happens("web-0", "same").absolute()).isTrue();
  }

  @Test
  void answers_to_other_correlators_writes_are_ignored() {
    Correlation foreign = EventCorrelator.none().correlate(timeline.event("web-0", "same"));
    timeline.stored(foreign);
    timeline.correlator.notRecorded(foreign, NotRecorded.REJECTED);
    assertThat(timeline.correlator.unwritten()).isZero();
  }

  @Test
  void none_creates_new_events_and_patches_those_with_a_count_or_a_series() {
    EventCorrelator none = EventCorrelator.none();
    Event once = timeline.event("web-0", "same");
    Event again = once.toBuilder().count(2).build();
    Event series = once.toBuilder().series(new EventSeries(2, Instant.EPOCH)).build();
    assertThat(none.correlate(once).kind()).isEqualTo(Correlation.Kind.CREATE);
    assertThat(none.correlate(once).event()).isSameAs(once);
    assertThat(none.correlate(again).kind()).isEqualTo(Correlation.Kind.PATCH);
    assertThat(none.correlate(series).kind()).isEqualTo(Correlation.Kind.PATCH);
    assertThat(none.correlate(again).absolute()).isFalse();
  }
}
