package io.eventrecorder.core.pipeline.machine;

import static io.eventrecorder.spi.SinkException.Kind.ALREADY_EXISTS;
import static io.eventrecorder.spi.SinkException.Kind.MISCONFIGURED;
import static io.eventrecorder.spi.SinkException.Kind.NOT_FOUND;
import static io.eventrecorder.spi.SinkException.Kind.REJECTED;
import static io.eventrecorder.spi.SinkException.Kind.RETRYABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.EventSeries;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.SinkException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What a lane does about each answer, as timelines. */
class LaneTableTest {
  private final CountingCorrelator correlator = new CountingCorrelator();
  private final MachineDriver pipeline = new MachineDriver(correlator);

  @Test
  void stored_tells_the_correlator_and_the_next_state_goes() {
    pipeline.accept("a");
    pipeline.stored(MachineDriver.event("a").toBuilder().resourceVersion("7").build());
    pipeline.accept("a");
    assertThat(pipeline.sent()).containsExactly("create a=1", "patch a=2");
    assertThat(correlator.told).containsExactly("recorded a=1");
  }

  @Test
  void one_write_of_an_event_is_under_way_at_a_time_and_newer_states_coalesce() {
    pipeline.accept("a").accept("a").accept("a").accept("a");
    assertThat(pipeline.sent()).containsExactly("create a=1");
    pipeline.stored();
    assertThat(pipeline.sent()).containsExactly("create a=1", "patch a=4");
    pipeline.stored();
    assertThat(pipeline.counters.coalesced).isEqualTo(2);
    assertThat(pipeline.counters.delivered).isEqualTo(2);
  }

  @Test
  void a_patch_takes_the_newest_resource_version_that_the_store_told() {
    pipeline.accept("a").accept("a");
    pipeline.stored(MachineDriver.event("a").toBuilder().resourceVersion("7").build());
    assertThat(pipeline.last().event.resourceVersion()).isEqualTo("7");
  }

  @Test
  void lanes_do_not_wait_for_each_other() {
    pipeline.accept("a").accept("b");
    assertThat(pipeline.sent()).containsExactly("create a=1", "create b=1");
  }

  @Test
  void coalescing_changes_the_state_and_never_the_kind() {
    pipeline.accept("a").fails(RETRYABLE).accept("a").advance(Duration.ofSeconds(1));
    assertThat(pipeline.sent()).containsExactly("create a=1", "create a=2");
  }

  @Test
  void patch_not_found_creates_the_newest_state_without_resource_version() {
    pipeline.accept("a").stored();
    pipeline.accept(MachineDriver.event("a").toBuilder().resourceVersion("3").build());
    pipeline.accept("a");
    pipeline.fails(NOT_FOUND);
    assertThat(pipeline.sent()).containsExactly("create a=1", "patch a=2", "create a=3");
    assertThat(pipeline.last().event.resourceVersion()).isEmpty();
  }

  @Test
  void create_already_exists_after_not_found_is_ours_and_patched() {
    pipeline.accept("a").stored().accept("a").fails(NOT_FOUND).fails(ALREADY_EXISTS);
    assertThat(pipeline.sent())
        .containsExactly("create a=1", "patch a=2", "create a=2", "patch a=2");
  }

  @Test
  void create_already_exists_after_a_lost_answer_is_ours_and_patched() {
    pipeline.accept("a").fails(new CompletionException(new IOException("reset")));
    pipeline.advance(Duration.ofSeconds(1)).fails(ALREADY_EXISTS);
    assertThat(pipeline.sent()).containsExactly("create a=1", "create a=1", "patch a=1");
  }

  @Test
  void create_already_exists_after_a_time_out_is_ours_and_patched() {
    pipeline.accept("a").advance(Duration.ofSeconds(30)).advance(Duration.ofSeconds(1));
    pipeline.fails(ALREADY_EXISTS);
    assertThat(pipeline.sent()).containsExactly("create a=1", "create a=1", "patch a=1");
  }

  @Test
  void create_already_exists_at_the_first_try_is_a_strangers_and_gets_one_new_name() {
    pipeline.accept("a").fails(ALREADY_EXISTS);
    assertThat(pipeline.sent()).containsExactly("create a=1", "create web-0.new1=1");
    pipeline.stored();
    assertThat(correlator.told).containsExactly("recorded web-0.new1=1");
  }

  @Test
  void create_already_exists_also_under_the_new_name_is_rejected() {
    pipeline.accept("a").fails(ALREADY_EXISTS).fails(ALREADY_EXISTS);
    assertThat(pipeline.sent).hasSize(2);
    assertThat(correlator.told).containsExactly("REJECTED a=1");
    assertThat(pipeline.counters.rejected).isEqualTo(1);
  }

  @Test
  void a_create_that_a_busy_sink_refused_is_not_ours() {
    pipeline.accept("a").fails(RETRYABLE).advance(Duration.ofSeconds(1)).fails(ALREADY_EXISTS);
    assertThat(pipeline.sent()).containsExactly("create a=1", "create a=1", "create web-0.new1=1");
  }

  @Test
  void after_a_new_name_old_and_new_states_share_one_lane() {
    pipeline.accept("a").accept("a").fails(ALREADY_EXISTS).stored();
    assertThat(pipeline.sent()).containsExactly("create a=1", "create web-0.new1=2");
    pipeline.accept("a").accept("a");
    assertThat(pipeline.sent()).endsWith("patch web-0.new1=3");
    pipeline.stored();
    assertThat(pipeline.sent()).endsWith("patch web-0.new1=4");
  }

  @Test
  void a_name_that_the_sink_gives_is_kept() {
    pipeline.accept("a").accept("a");
    pipeline.stored(MachineDriver.event("a").toBuilder().name("stable").build());
    assertThat(pipeline.sent()).endsWith("patch stable=2");
    pipeline.accept("a").accept("a");
    pipeline.stored();
    assertThat(pipeline.sent()).endsWith("patch stable=2", "patch stable=4");
    pipeline.fails(NOT_FOUND);
    assertThat(pipeline.sent()).endsWith("create stable=4");
  }

  @Test
  void what_the_store_counted_before_is_added_to_what_waits_and_to_nothing_else() {
    pipeline.accept("a").accept("a").accept("a");
    pipeline.stored(MachineDriver.event("a").toBuilder().count(100 + 1).build());
    assertThat(pipeline.sent()).endsWith("patch a=103");
    assertThat(pipeline.last().patch().count()).contains(103);
    pipeline.accept("a"); // a correlator that has been told counts on from there
    pipeline.stored();
    assertThat(pipeline.sent()).endsWith("patch a=103", "patch a=4");
  }

  @Test
  void a_store_that_counts_what_came_without_a_count_adds_nothing() {
    MachineDriver uncounted = new MachineDriver(CountingCorrelator::write);
    uncounted.accept(MachineDriver.event("a").toBuilder().count(0).build());
    uncounted.accept(MachineDriver.event("a").toBuilder().count(2).build());
    uncounted.stored(MachineDriver.event("a"));
    assertThat(uncounted.sent()).endsWith("patch a=2");
  }

  @Test
  void a_series_that_the_store_counted_before_is_added_too() {
    MachineDriver series = new MachineDriver(CountingCorrelator::write);
    series.accept(MachineDriver.event("a"));
    EventSeries two = new EventSeries(2, Instant.EPOCH);
    series.accept(MachineDriver.event("a").toBuilder().count(2).series(two).build());
    EventSeries there = new EventSeries(100, Instant.EPOCH);
    series.stored(MachineDriver.event("a").toBuilder().series(there).build());
    assertThat(series.last().event.series()).isEqualTo(new EventSeries(101, Instant.EPOCH));
  }

  @Test
  void retryable_waits_twice_as_long_each_time_up_to_the_longest() {
    pipeline.accept("a");
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      pipeline.fails(RETRYABLE);
      int sent = pipeline.sent.size();
      pipeline.advance(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(pipeline.sent).as("before %d s", seconds).hasSize(sent);
      pipeline.advance(Duration.ofNanos(1));
      assertThat(pipeline.sent).as("after %d s", seconds).hasSize(sent + 1);
    }
  }

  @Test
  void retry_after_is_obeyed() {
    pipeline
        .accept("a")
        .fails(SinkException.retryable("slow down", null).retryAfter(Duration.ofSeconds(90)));
    pipeline.advance(Duration.ofSeconds(89));
    assertThat(pipeline.sent).hasSize(1);
    pipeline.advance(Duration.ofSeconds(1));
    assertThat(pipeline.sent).hasSize(2);
  }

  @Test
  void a_lane_in_back_off_holds_no_place_in_flight() {
    pipeline.accept("a").fails(RETRYABLE);
    assertThat(pipeline.counters.inFlight).isZero();
    assertThat(pipeline.counters.waiting).isEqualTo(1);
  }

  @Test
  void twelve_tries_then_failed_and_the_correlator_is_told() {
    pipeline.accept("a");
    for (int i = 0; i < 12; i++) {
      pipeline.fails(SinkException.retryable("busy", null)).advance(Duration.ofSeconds(45));
      pipeline.advance(Duration.ofSeconds(10));
    }
    assertThat(pipeline.counters.failed).isEqualTo(1);
    assertThat(correlator.told).containsExactly("OUT_OF_BUDGET a=1");
  }

  @Test
  void ten_minutes_then_failed() {
    MachineSettings patient = MachineDriver.settings(10_000, OverflowPolicy.DROP_NEWEST, 1000);
    MachineDriver slow = new MachineDriver(correlator, patient);
    slow.accept("a");
    while (slow.now < Duration.ofMinutes(9).toNanos()) {
      slow.fails(RETRYABLE).advance(Duration.ofSeconds(60));
    }
    assertThat(slow.counters.failed).isZero();
    slow.fails(RETRYABLE).advance(Duration.ofSeconds(60)).fails(RETRYABLE);
    assertThat(slow.counters.failed).isEqualTo(1);
  }

  @Test
  void a_write_starts_afresh_after_one_that_was_given_up() {
    pipeline.accept("a").accept("a").fails(REJECTED);
    assertThat(pipeline.sent()).containsExactly("create a=1", "create a=2");
    assertThat(correlator.told).containsExactly("REJECTED a=1");
  }

  @Test
  void what_is_nobodys_fault_is_counted_and_not_logged() {
    pipeline
        .accept("a")
        .fails(SinkException.rejected("namespace is being deleted", null).quietly());
    assertThat(pipeline.counters.rejected).isEqualTo(1);
    assertThat(pipeline.logger.lines).isEmpty();
  }

  @Test
  void misconfigured_waits_at_the_slowest_pace_and_says_once_what_to_mend() {
    pipeline.accept("a").fails(MISCONFIGURED).advance(Duration.ofSeconds(59));
    assertThat(pipeline.sent).hasSize(1);
    pipeline
        .advance(Duration.ofSeconds(1))
        .fails(MISCONFIGURED)
        .advance(Duration.ofSeconds(60))
        .stored();
    assertThat(pipeline.logger.lines)
        .containsExactly(
            "ERROR event pipeline test cannot write until this is fixed: give it a role",
            "INFO event pipeline test can write again");
  }

  @Test
  void another_exception_is_a_bug_tried_once_more_then_rejected() {
    pipeline.accept("a").fails(new IllegalStateException("oops")).advance(Duration.ofSeconds(1));
    assertThat(pipeline.sent).hasSize(2);
    pipeline.fails(new IllegalStateException("oops"));
    assertThat(pipeline.counters.rejected).isEqualTo(1);
    assertThat(pipeline.counters.bugs).isEqualTo(1);
    assertThat(pipeline.logger.lines)
        .singleElement()
        .asString()
        .contains("IllegalStateException: oops");
  }

  @Test
  void a_late_answer_is_ignored() {
    pipeline.accept("a").advance(Duration.ofSeconds(30));
    Attempt late = pipeline.last();
    pipeline.advance(Duration.ofSeconds(1));
    pipeline.answer(late, WriteResult.stored(null));
    assertThat(pipeline.counters.delivered).isZero();
    pipeline.stored();
    pipeline.answer(pipeline.last(), WriteResult.stored(null));
    assertThat(pipeline.counters.delivered).isEqualTo(1);
  }

  @Test
  void a_failed_write_gives_way_to_a_newer_state_that_says_all_it_says() {
    pipeline.accept("a").stored().accept("a").accept("a").fails(RETRYABLE);
    pipeline.advance(Duration.ofSeconds(1));
    assertThat(pipeline.sent()).containsExactly("create a=1", "patch a=2", "patch a=3");
    assertThat(pipeline.counters.coalesced).isEqualTo(1);
  }

  @Test
  void writes_of_none_are_all_sent_in_order() {
    MachineDriver none = new MachineDriver(EventCorrelator.none());
    for (int count = 1; count <= 3; count++) {
      none.accept(MachineDriver.event("a").toBuilder().count(count).build());
    }
    none.fails(RETRYABLE).advance(Duration.ofSeconds(1)).stored().stored().stored();
    assertThat(none.sent()).containsExactly("create a=1", "create a=1", "patch a=2", "patch a=3");
    assertThat(none.counters.delivered).isEqualTo(3);
  }

  @Test
  void not_found_for_a_create_and_already_exists_for_a_patch_make_no_sense_and_are_rejected() {
    pipeline.accept("a").fails(NOT_FOUND);
    pipeline.accept("b").stored().accept("b").fails(ALREADY_EXISTS);
    assertThat(pipeline.counters.rejected).isEqualTo(2);
  }

  @Test
  void a_store_that_says_no_and_no_again_does_not_keep_a_write_for_ever() {
    pipeline.accept("a").stored().accept("a");
    for (int i = 0; i < 20 && pipeline.counters.failed == 0; i++) {
      pipeline.fails(pipeline.last().create ? ALREADY_EXISTS : NOT_FOUND);
    }
    assertThat(pipeline.counters.failed).isEqualTo(1);
    assertThat(pipeline.sent).hasSize(1 + 12);
  }

  @Test
  void a_refused_patch_leaves_the_event_in_the_store_and_the_next_state_patches_it() {
    pipeline.accept("a").stored().accept("a").fails(REJECTED);
    assertThat(correlator.told).containsExactly("recorded a=1", "REJECTED a=2 of a");
    pipeline.accept("a");
    assertThat(pipeline.sent()).containsExactly("create a=1", "patch a=2", "patch a=3");
  }

  @Test
  void a_refused_patch_does_not_make_a_waiting_state_a_create() {
    pipeline.accept("a").stored().accept("a").accept("a").fails(REJECTED);
    assertThat(pipeline.sent()).containsExactly("create a=1", "patch a=2", "patch a=3");
  }

  @Test
  void a_create_without_a_clear_answer_that_is_given_up_may_be_in_the_store() {
    MachineDriver few =
        new MachineDriver(correlator, MachineDriver.settings(10, OverflowPolicy.DROP_NEWEST, 1));
    few.accept("a").fails(new IOException("reset"));
    assertThat(correlator.told).containsExactly("OUT_OF_BUDGET a=1 of a");
    few.accept("a");
    assertThat(few.sent()).containsExactly("create a=1", "patch a=2");
  }

  @Test
  void a_create_that_is_refused_after_not_found_is_not_in_the_store() {
    pipeline.accept("a").stored().accept("a").fails(NOT_FOUND).fails(REJECTED);
    assertThat(correlator.told).containsExactly("recorded a=1", "REJECTED a=2");
  }

  @Test
  void an_event_that_may_be_in_the_store_is_told_under_its_new_name() {
    MachineDriver few =
        new MachineDriver(correlator, MachineDriver.settings(10, OverflowPolicy.DROP_NEWEST, 2));
    few.accept("a").fails(ALREADY_EXISTS).fails(new IOException("reset"));
    assertThat(correlator.told).containsExactly("OUT_OF_BUDGET a=1 of web-0.new1");
    few.accept("a");
    assertThat(few.sent()).endsWith("patch web-0.new1=2");
  }

  @Test
  void what_leaves_in_an_outage_is_told_as_existing_if_it_does() {
    MachineDriver small =
        new MachineDriver(correlator, MachineDriver.settings(1, OverflowPolicy.DROP_NEWEST, 12));
    small.accept("a").stored().accept("a").fails(MISCONFIGURED).accept("b").accept("c");
    assertThat(correlator.told).containsExactly("recorded a=1", "EVICTED a=2 of a", "EVICTED b=1");
  }

  @Test
  void where_patches_are_not_allowed_no_repeat_makes_a_second_event() {
    pipeline.accept("a").stored();
    for (int i = 0; i < 100; i++) {
      pipeline.accept("a");
      if (pipeline.counters.inFlight > 0) {
        pipeline.fails(MISCONFIGURED);
      }
      pipeline.advance(Duration.ofMinutes(1));
    }
    assertThat(pipeline.sent()).filteredOn(sent -> sent.startsWith("create")).hasSize(1);
  }
}
