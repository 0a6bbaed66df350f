package io.eventrecorder.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.broadcaster.PipelineStats.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Lets every call of user code throw everything that it can throw. In each case the counters
 * balance, the pipeline goes on, and it closes in time. A run without failure finds the calls.
 */
@Timeout(300)
class UserCodeThrowsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** The recording thread makes these calls: the application gets their fatal errors. */
  private static final Set<String> RECORDING =
      Set.of("resolve", "argument.toString", "filter", "observe");

  private static final int EVENTS = 6;

  @Test
  void a_run_without_failure_makes_all_kinds_of_calls() {
    FaultInjector faults = FaultInjector.none();
    PipelineStats stats = run(faults, "nothing");
    assertThat(stats.events().emitted()).isEqualTo(EVENTS);
    assertThat(stats.writes().rejected()).as("refused, and buggy").isEqualTo(2);
    assertThat(stats.writes().failed()).as("retried, and silent").isEqualTo(2);
    assertThat(stats.writes().delivered()).as("twice stored, due, drained").isEqualTo(4);
    assertThat(new LinkedHashSet<>(faults.calls()))
        .contains(
            "resolve",
            "argument.toString",
            "filter",
            "observe",
            "log",
            "sink.create",
            "sink.update",
            "sink.failureDomain",
            "sink.flush",
            "sink.close",
            "future.cancel",
            "future.whenComplete",
            "wrapper.getCause",
            "exception.toString",
            "list.get",
            "list.size",
            "map.entrySet",
            "correlator.correlate",
            "correlator.recorded",
            "correlator.notRecorded",
            "correlator.notUpdated",
            "correlator.nextDueNanos",
            "correlator.due",
            "correlator.drain",
            "correlator.unwritten",
            "correlator.gauges");
  }

  @Test
  void a_call_that_throws_every_time_leaves_the_pipeline_running() {
    FaultInjector none = FaultInjector.none();
    PipelineStats unused = run(none, "nothing");
    for (String name : new LinkedHashSet<>(none.calls())) {
      for (Throwable thrown : all()) {
        PipelineStats stats = run(FaultInjector.throwingAlways(name, thrown), name + " always");
        assertThat(stats.health().state()).as(name).isNotEqualTo(State.FAILED);
      }
    }
  }

  @Test
  void a_call_that_throws_once_leaves_the_pipeline_running() {
    FaultInjector none = FaultInjector.none();
    PipelineStats unused = run(none, "nothing");
    List<Throwable> all = all();
    int calls = none.calls().size();
    for (int call = 0; call < calls; call++) {
      Throwable thrown = all.get(call % all.size());
      PipelineStats stats = run(FaultInjector.throwingOnce(call, thrown), "call " + call);
      assertThat(stats.health().state()).as("call %s", call).isNotEqualTo(State.FAILED);
    }
  }

  private static List<Throwable> all() {
    List<Throwable> all = new ArrayList<>(ThrowableSamples.bugs());
    all.addAll(ThrowableSamples.fatal());
    return all;
  }

  private static PipelineStats run(FaultInjector faults, String what) {
    FaultyApplication application = new FaultyApplication(faults);
    Throwable thrown = application.record();
    assertThat(application.broadcaster.flush(LONG)).as("%s: flushed", what).isTrue();
    assertBalanced(application.broadcaster.stats().pipeline("p"), what);
    CloseReport report = application.broadcaster.close(LONG);
    assertThat(report.pipelines()).hasSize(1);
    PipelineStats stats = report.pipelines().get(0);
    assertBalanced(stats, what);
    assertThat(report.complete()).as("%s: %s", what, report).isEqualTo(report.abandoned() == 0);
    assertThat(report.examples()).hasSize((int) report.abandoned());
    assertThat(stats.events().queued() + stats.writes().waiting() + stats.writes().inFlight())
        .as("%s: %s", what, stats)
        .isZero();
    assertThat(stats).isEqualTo(application.broadcaster.stats().pipeline("p"));
    if (thrown != null) {
      assertThat(ThrowableSamples.fatal()).extracting(Object::getClass).contains(thrown.getClass());
      assertThat(faults.calls()).containsAnyElementsOf(RECORDING);
    } else {
      long invalid =
          application.broadcaster.stats().invalid().values().stream().mapToLong(n -> n).sum();
      assertThat(stats.events().offered() + invalid).isGreaterThanOrEqualTo(EVENTS);
    }
    return stats;
  }

  private static void assertBalanced(PipelineStats stats, String what) {
    assertThat(stats.events().balances()).as("%s: %s", what, stats).isTrue();
    assertThat(stats.writes().balances()).as("%s: %s", what, stats).isTrue();
  }
}
