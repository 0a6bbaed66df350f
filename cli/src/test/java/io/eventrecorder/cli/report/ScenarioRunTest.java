package io.eventrecorder.cli.report;

import static io.eventrecorder.cli.report.ScenarioResult.Decision.COMBINED;
import static io.eventrecorder.cli.report.ScenarioResult.Decision.CREATED;
import static io.eventrecorder.cli.report.ScenarioResult.Decision.HELD_BACK;
import static io.eventrecorder.cli.report.ScenarioResult.Decision.MERGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.correlator.SeriesCorrelator;
import io.eventrecorder.correlator.SeriesOptions;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers of a run, on timelines that a person can follow. */
class ScenarioRunTest {
  private final Timeline timeline = new Timeline();

  private ScenarioResult run(Scenario scenario) {
    List<ReadState> states = timeline.states();
    TimeRange range = TimeRange.of(EventCollector.times(states)).atLeastAMinute();
    return ScenarioRun.of(scenario, states, new MessageIndex(states), range);
  }

  private ScenarioResult run(CorrelatorOptions options) {
    return run(
        new Scenario(
            "",
            "",
            "",
            true,
            WhatIf.MESSAGE_PREFIX,
            clock -> AggregatingCorrelator.create(options, clock, EventNames.of(clock))));
  }

  private ScenarioResult none() {
    return run(
        new Scenario("", "", "", true, WhatIf.MESSAGE_PREFIX, clock -> EventCorrelator.none()));
  }

  private static CorrelatorOptions.Builder options() {
    return CorrelatorOptions.builder();
  }

  @Test
  void a_repeat_updates_the_event_and_another_message_creates_one() {
    timeline
        .at("0:00", "Pod/web", "BackOff", "back-off")
        .at("0:10", "Pod/web", "BackOff", "back-off")
        .at("1:10", "Pod/web", "Pulled", "pulled");
    ScenarioResult result = run(options().build());
    assertThat(result.decisions()).containsExactly(CREATED, MERGED, CREATED);
    assertThat(result.creates()).isEqualTo(2);
    assertThat(result.updates()).isEqualTo(1);
    assertThat(result.writes()).isEqualTo(3);
    assertThat(result.perMinute()).containsExactly(2, 1);
    assertThat(result.peakPerMinute()).isEqualTo(2);
    assertThat(result.bucketMillis()).isEqualTo(60_000);
    assertThat(result.missing()).isZero();
    assertThat(result.lostDetail()).isZero();
  }

  @Test
  void what_the_rate_limit_holds_back_is_missing_if_no_later_write_counts_it() {
    timeline
        .at("0:00", "Pod/web", "BackOff", "shown")
        .at("0:01", "Pod/web", "BackOff", "shown")
        .at("0:02", "Pod/web", "Pulled", "never shown")
        .at("0:03", "Pod/web", "Pulled", "never shown")
        .at("0:04", "Pod/other", "Pulled", "has a bucket of its own");
    ScenarioResult result = run(options().burst(1).build());
    assertThat(result.decisions())
        .containsExactly(CREATED, HELD_BACK, HELD_BACK, HELD_BACK, CREATED);
    assertThat(result.atEnd()).isEqualTo(1); // the count 2 of the first event
    assertThat(result.writes()).isEqualTo(3);
    assertThat(result.perMinute()).containsExactly(2, 0); // the end is in the range
    assertThat(result.missing()).isEqualTo(2);
    assertThat(result.lostDetail()).isEqualTo(1);
    assertThat(result.heldBack()).isEqualTo(3);
  }

  @Test
  void a_message_of_another_reason_is_another_message() {
    timeline
        .at("0:00", "Pod/web", "BackOff", "same words")
        .at("0:01", "Pod/web", "Killing", "same words");
    assertThat(run(options().burst(1).build()).lostDetail()).isEqualTo(1);
    assertThat(run(options().burst(2).build()).lostDetail()).isZero();
  }

  @Test
  void a_count_that_is_written_when_a_token_is_there_counts_in_its_minute() {
    timeline
        .at("0:00", "Pod/web", "BackOff", "m")
        .at("0:01", "Pod/web", "BackOff", "m")
        .at("9:59", "Pod/other", "Pulled", "the clock moves on");
    ScenarioResult result = run(options().burst(1).build());
    assertThat(result.decisions()).containsExactly(CREATED, HELD_BACK, CREATED);
    assertThat(result.perMinute()).containsExactly(1, 0, 0, 0, 0, 1, 0, 0, 0, 1);
    assertThat(result.updates()).isEqualTo(1);
    assertThat(result.atEnd()).isZero();
    assertThat(result.missing()).isZero();
  }

  @Test
  void combined_events_show_the_newest_message() {
    timeline
        .at("0:00", "Pod/web", "Failed", "one")
        .at("0:01", "Pod/web", "Failed", "two")
        .at("0:02", "Pod/web", "Failed", "three")
        .at("0:03", "Pod/web", "Failed", "four");
    ScenarioResult result = run(options().maxEvents(2).build());
    assertThat(result.decisions()).containsExactly(CREATED, COMBINED, COMBINED, COMBINED);
    assertThat(result.combined()).isEqualTo(3);
    assertThat(result.creates()).isEqualTo(2);
    assertThat(result.updates()).isEqualTo(2);
    assertThat(result.lostDetail()).isZero(); // each was the newest message once

    ScenarioResult limited = run(options().maxEvents(2).burst(2).build());
    assertThat(limited.decisions()).containsExactly(CREATED, COMBINED, HELD_BACK, HELD_BACK);
    assertThat(limited.atEnd()).isEqualTo(1);
    assertThat(limited.lostDetail()).isEqualTo(1); // three; four is written at the end
    assertThat(limited.missing()).isZero();
  }

  @Test
  void without_a_correlator_every_state_is_a_write() {
    timeline
        .state("0:00", "a", 1, "Pod/web", "BackOff", "m")
        .state("0:01", "a", 2, "Pod/web", "BackOff", "m")
        .at("0:02", "Pod/web", "BackOff", "m");
    ScenarioResult result = none();
    assertThat(result.decisions()).containsExactly(CREATED, MERGED, CREATED);
    assertThat(result.writes()).isEqualTo(3);
    assertThat(result.missing() + result.lostDetail() + result.heldBack()).isZero();
  }

  @Test
  void a_state_that_says_nothing_new_causes_no_write() {
    timeline
        .state("0:00", "a", 7, "Pod/web", "BackOff", "m")
        .state("0:00", "a", 7, "Pod/web", "BackOff", "m");
    assertThat(run(options().build()).heldBack()).isEqualTo(1);
  }

  @Test
  void a_series_is_written_at_its_second_occurrence_and_at_its_end() {
    timeline
        .at("0:00", "Pod/web", "BackOff", "one")
        .at("0:10", "Pod/web", "BackOff", "two")
        .at("0:20", "Pod/web", "BackOff", "three")
        .at("8:00", "Pod/other", "Pulled", "the clock moves on");
    ScenarioResult result =
        run(
            new Scenario(
                "",
                "",
                "",
                true,
                WhatIf.MESSAGE_PREFIX,
                clock ->
                    SeriesCorrelator.create(
                        SeriesOptions.defaults(), clock, EventNames.of(clock))));
    assertThat(result.decisions()).containsExactly(CREATED, MERGED, HELD_BACK, CREATED);
    assertThat(result.perMinute()).containsExactly(2, 0, 0, 0, 0, 0, 1, 0, 1);
    assertThat(result.missing()).isZero();
    assertThat(result.lostDetail()).isZero();
  }

  @Test
  void a_clock_of_another_age_does_not_stop_the_run() {
    timeline
        .at("0:00", "Pod/web", "BackOff", "m")
        .at("0:01", "Pod/web", "BackOff", "m")
        .event(
            timeline.events().get(0).toBuilder()
                .name("old")
                .firstTimestamp(Instant.parse("0002-01-01T00:00:00Z"))
                .lastTimestamp(Instant.parse("0002-01-01T00:00:00Z"))
                .build())
        .event(
            timeline.events().get(0).toBuilder()
                .name("future")
                .lastTimestamp(Instant.parse("9998-01-01T00:00:00Z"))
                .build());
    ScenarioResult result = run(options().build());
    assertThat(result.decisions()).hasSize(4);
    assertThat(result.perMinute()).hasSize(2);
    assertThat(result.writes()).isEqualTo(4);
  }

  @Test
  void a_long_range_has_longer_buckets_and_the_peak_is_still_that_of_a_minute() {
    timeline
        .at("0:00", "Pod/web", "BackOff", "a")
        .at("0:59", "Pod/web", "BackOff", "b")
        .at("1:00", "Pod/web", "BackOff", "c")
        .at("1199:00", "Pod/web", "BackOff", "d");
    ScenarioResult result = none();
    assertThat(result.bucketMillis()).isEqualTo(120_000);
    assertThat(result.perMinute()).hasSize(600).startsWith(3).endsWith(1);
    assertThat(result.peakPerMinute()).isEqualTo(2);
  }
}
