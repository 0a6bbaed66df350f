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

/** What a lane does after each result, as timelines. */
class LaneTableTest {
  private final CountingCorrelator correlator = new CountingCorrelator();
  private final MachineDriver pipeline = new MachineDriver(correlator);

  @Test
  void a_stored_write_notifies_the_correlator_and_the_next_state_is_sent() {
    pipeline.accept("a");
    pipeline.stored(MachineDriver.event("a").toBuilder().resourceVersion("7").build());
    pipeline.accept("a");
    assertThat(pipeline.sent()).containsExactly("create a=1", "patch a=2");
    assertThat(correlator.notified).containsExactly("recorded a=1");
  }

  @Test
  void one_write_of_an_event_is_in_flight_at_a_time_and_newer_states_coalesce() {
    pipeline.accept("a").accept("a").accept("a").accept("a");
    assertThat(pipeline.sent()).containsExactly("create a=1");
    pipeline.stored();
    assertThat(pipeline.sent()).containsExactly("create a=1", "patch a=4");
    pipeline.stored();
    assertThat(pipeline.counters.coalesced).isEqualTo(2);
    assertThat(pipeline.counters.delivered).isEqualTo(2);
  }

  @Test
  void a_patch_has_the_newest_resource_version_that_the_store_returned() {
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
  void a_patch_of_a_missing_event_creates_the_newest_state_without_a_resource_version() {
    pipeline.accept("a").stored();
    pipeline.accept(MachineDriver.event("a").toBuilder().resourceVersion("3").build());
    pipeline.accept("a");
    pipeline.fails(NOT_FOUND);
    assertThat(pipeline.sent()).containsExactly("create a=1", "patch a=2", "create a=3");
    assertThat(pipeline.last().event.resourceVersion()).isEmpty();
  }

  @Test
  void after_not_found_an_existing_event_is_ours_and_is_patched() {
    pipeline.accept("a").stored().accept("a").fails(NOT_FOUND).fails(ALREADY_EXISTS);
    assertThat(pipeline.sent())
        .containsExactly("create a=1", "patch a=2", "create a=2", "patch a=2");
  }

  @Test
  void after_a_lost_answer_an_existing_event_is_ours_and_is_patched() {
    pipeline.accept("a").fails(new CompletionException(new IOException("reset")));
    pipeline.advance(Duration.ofSeconds(1)).fails(ALREADY_EXISTS);
    assertThat(pipeline.sent()).containsExactly("create a=1", "create a=1", "patch a=1");
  }

  @Test
  void after_a_time_out_an_existing_event_is_ours_and_is_patched() {
    pipeline.accept("a").advance(Duration.ofSeconds(30)).advance(Duration.ofSeconds(1));
    pipeline.fails(ALREADY_EXISTS);
    assertThat(pipeline.sent()).containsExactly("create a=1", "create a=1", "patch a=1");
  }

  @Test
  void at_the_first_try_an_existing_event_belongs_to_another_and_ours_gets_a_new_name() {
    pipeline.accept("a").fails(ALREADY_EXISTS);
    assertThat(pipeline.sent()).containsExactly("create a=1", "create web-0.new1=1");
    pipeline.stored();
    assertThat(correlator.notified).containsExactly("recorded web-0.new1=1");
  }

  @Test
  void a_create_whose_new_name_exists_too_is_rejected() {
    pipeline.accept("a").fails(ALREADY_EXISTS).fails(ALREADY_EXISTS);
    assertThat(pipeline.sent).hasSize(2);
    assertThat(correlator.notified).containsExactly("REJECTED a=1");
    assertThat(pipeline.counters.rejected).isEqualTo(1);
  }

  @Test
  void after_a_create_that_a_busy_sink_refused_an_existing_event_is_not_ours() {
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
  void a_name_that_the_sink_assigns_is_kept() {
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
  void occurrences_that_the_store_counted_before_are_added_to_waiting_states_only() {
    pipeline.accept("a").accept("a").accept("a");
    pipeline.stored(MachineDriver.event("a").toBuilder().count(100 + 1).build());
    assertThat(pipeline.sent()).endsWith("patch a=103");
    assertThat(pipeline.last().patch().count()).contains(103);
    pipeline.accept("a"); // a correlator that was notified counts on from there
    pipeline.stored();
    assertThat(pipeline.sent()).endsWith("patch a=103", "patch a=4");
  }

  @Test
  void a_store_that_adds_a_count_to_an_event_without_one_raises_nothing() {
    MachineDriver uncounted = new MachineDriver(CountingCorrelator::write);
    uncounted.accept(MachineDriver.event("a").toBuilder().count(0).build());
    uncounted.accept(MachineDriver.event("a").toBuilder().count(2).build());
    uncounted.stored(MachineDriver.event("a"));
    assertThat(uncounted.sent()).endsWith("patch a=2");
  }

  @Test
  void occurrences_of_a_series_that_the_store_counted_before_are_added_too() {
    MachineDriver series = new MachineDriver(CountingCorrelator::write);
    series.accept(MachineDriver.event("a"));
    EventSeries two = new EventSeries(2, Instant.EPOCH);
    series.accept(MachineDriver.event("a").toBuilder().count(2).series(two).build());
    EventSeries there = new EventSeries(100, Instant.EPOCH);
    series.stored(MachineDriver.event("a").toBuilder().series(there).build());
    assertThat(series.last().event.series()).isEqualTo(new EventSeries(101, Instant.EPOCH));
  }

  @Test
  void a_retryable_failure_waits_twice_as_long_each_time_up_to_the_longest_pause() {
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
  void a_pause_that_the_sink_asks_for_is_kept() {
    pipeline
        .accept("a")
        .fails(SinkException.retryable("slow down", null).retryAfter(Duration.ofSeconds(90)));
    pipeline.advance(Duration.ofSeconds(89));
    assertThat(pipeline.sent).hasSize(1);
    pipeline.advance(Duration.ofSeconds(1));
    assertThat(pipeline.sent).hasSize(2);
  }

  @Test
  void a_lane_that_backs_off_holds_no_permit() {
    pipeline.accept("a").fails(RETRYABLE);
    assertThat(pipeline.counters.inFlight).isZero();
    assertThat(pipeline.counters.waiting).isEqualTo(1);
  }

  @Test
  void after_twelve_tries_a_write_fails_and_the_correlator_is_notified() {
    pipeline.accept("a");
    for (int i = 0; i < 12; i++) {
      pipeline.fails(SinkException.retryable("busy", null)).advance(Duration.ofSeconds(45));
      pipeline.advance(Duration.ofSeconds(10));
    }
    assertThat(pipeline.counters.failed).isEqualTo(1);
    assertThat(correlator.notified).containsExactly("OUT_OF_BUDGET a=1");
  }

  @Test
  void after_ten_minutes_a_write_fails() {
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
  void the_write_after_a_rejected_one_is_sent() {
    pipeline.accept("a").accept("a").fails(REJECTED);
    assertThat(pipeline.sent()).containsExactly("create a=1", "create a=2");
    assertThat(correlator.notified).containsExactly("REJECTED a=1");
  }

  @Test
  void a_quiet_rejection_is_counted_and_not_logged() {
    pipeline
        .accept("a")
        .fails(SinkException.rejected("namespace is being deleted", null).quietly());
    assertThat(pipeline.counters.rejected).isEqualTo(1);
    assertThat(pipeline.logger.lines).isEmpty();
  }

  @Test
  void a_misconfigured_sink_is_probed_at_the_slowest_pace_and_the_remedy_is_logged_once() {
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
  void an_unexpected_exception_is_tried_once_more_and_then_rejected() {
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
  void a_failed_write_is_replaced_by_a_newer_absolute_state() {
    pipeline.accept("a").stored().accept("a").accept("a").fails(RETRYABLE);
    pipeline.advance(Duration.ofSeconds(1));
    assertThat(pipeline.sent()).containsExactly("create a=1", "patch a=2", "patch a=3");
    assertThat(pipeline.counters.coalesced).isEqualTo(1);
  }

  @Test
  void writes_that_are_not_absolute_are_all_sent_in_order() {
    MachineDriver none = new MachineDriver(EventCorrelator.none());
    for (int count = 1; count <= 3; count++) {
      none.accept(MachineDriver.event("a").toBuilder().count(count).build());
    }
    none.fails(RETRYABLE).advance(Duration.ofSeconds(1)).stored().stored().stored();
    assertThat(none.sent()).containsExactly("create a=1", "create a=1", "patch a=2", "patch a=3");
    assertThat(none.counters.delivered).isEqualTo(3);
  }

  @Test
  void not_found_for_a_create_and_already_exists_for_a_patch_are_rejected() {
    pipeline.accept("a").fails(NOT_FOUND);
    pipeline.accept("b").stored().accept("b").fails(ALREADY_EXISTS);
    assertThat(pipeline.counters.rejected).isEqualTo(2);
  }

  @Test
  void a_store_that_contradicts_itself_does_not_keep_a_write_for_ever() {
    pipeline.accept("a").stored().accept("a");
    for (int i = 0; i < 20 && pipeline.counters.failed == 0; i++) {
      pipeline.fails(pipeline.last().create ? ALREADY_EXISTS : NOT_FOUND);
    }
    assertThat(pipeline.counters.failed).isEqualTo(1);
    assertThat(pipeline.sent).hasSize(1 + 12);
  }

  @Test
  void after_a_rejected_patch_the_next_state_patches_the_event() {
    pipeline.accept("a").stored().accept("a").fails(REJECTED);
    assertThat(correlator.notified).containsExactly("recorded a=1", "REJECTED a=2 of a");
    pipeline.accept("a");
    assertThat(pipeline.sent()).containsExactly("create a=1", "patch a=2", "patch a=3");
  }

  @Test
  void after_a_rejected_patch_a_waiting_state_patches_the_event() {
    pipeline.accept("a").stored().accept("a").accept("a").fails(REJECTED);
    assertThat(pipeline.sent()).containsExactly("create a=1", "patch a=2", "patch a=3");
  }

  @Test
  void a_create_that_is_given_up_without_a_clear_answer_may_be_in_the_store() {
    MachineDriver few =
        new MachineDriver(correlator, MachineDriver.settings(10, OverflowPolicy.DROP_NEWEST, 1));
    few.accept("a").fails(new IOException("reset"));
    assertThat(correlator.notified).containsExactly("OUT_OF_BUDGET a=1 of a");
    few.accept("a");
    assertThat(few.sent()).containsExactly("create a=1", "patch a=2");
  }

  @Test
  void a_create_that_is_rejected_after_not_found_is_not_in_the_store() {
    pipeline.accept("a").stored().accept("a").fails(NOT_FOUND).fails(REJECTED);
    assertThat(correlator.notified).containsExactly("recorded a=1", "REJECTED a=2");
  }

  @Test
  void the_correlator_gets_the_new_name_of_an_event_that_may_be_in_the_store() {
    MachineDriver few =
        new MachineDriver(correlator, MachineDriver.settings(10, OverflowPolicy.DROP_NEWEST, 2));
    few.accept("a").fails(ALREADY_EXISTS).fails(new IOException("reset"));
    assertThat(correlator.notified).containsExactly("OUT_OF_BUDGET a=1 of web-0.new1");
    few.accept("a");
    assertThat(few.sent()).endsWith("patch web-0.new1=2");
  }

  @Test
  void the_correlator_learns_whether_an_evicted_event_is_in_the_store() {
    MachineDriver small =
        new MachineDriver(correlator, MachineDriver.settings(1, OverflowPolicy.DROP_NEWEST, 12));
    small.accept("a").stored().accept("a").fails(MISCONFIGURED).accept("b").accept("c");
    assertThat(correlator.notified)
        .containsExactly("recorded a=1", "EVICTED a=2 of a", "EVICTED b=1");
  }

  @Test
  void if_patches_are_not_allowed_a_repeat_does_not_create_a_second_event() {
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
