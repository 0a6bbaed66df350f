package io.eventrecorder.cli.report;

import io.eventrecorder.Event;
import io.eventrecorder.cli.correlate.DryRun;
import io.eventrecorder.cli.correlate.VirtualClock;
import io.eventrecorder.cli.report.ScenarioResult.Decision;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs a correlator over the states of an input, and counts what it decides. For one run. */
final class ScenarioRun {
  private final Scenario scenario;
  private final List<ReadState> states;
  private final MessageIndex messages;
  private final TimeRange range;
  private final VirtualClock clock;
  private final Buckets buckets;
  private final BitSet shown = new BitSet();
  private final List<Decision> decisions = new ArrayList<>();
  private int creates;
  private int updates;
  private int atEnd;

  private ScenarioRun(
      Scenario scenario, List<ReadState> states, MessageIndex messages, TimeRange range) {
    this.scenario = scenario;
    this.states = states;
    this.messages = messages;
    this.range = range;
    this.clock = new VirtualClock(range.from());
    this.buckets = new Buckets(range);
  }

  /**
   * {@return what a correlator decides}
   *
   * @param scenario the correlator
   * @param states by time
   * @param messages the messages of these states
   * @param range times outside of it count as its ends, because no clock can pass 292 years
   */
  static ScenarioResult of(
      Scenario scenario, List<ReadState> states, MessageIndex messages, TimeRange range) {
    return new ScenarioRun(scenario, states, messages, range).run();
  }

  private ScenarioResult run() {
    EventCorrelator correlator = scenario.correlator().apply(clock);
    DryRun run = new DryRun(correlator, clock, event -> event, this::count);
    states.forEach(state -> run.accept(state.event(), range.clamp(state.time())));
    run.finish();
    Map<Decision, Integer> sums = new EnumMap<>(Decision.class);
    decisions.forEach(decision -> sums.merge(decision, 1, Integer::sum));
    return new ScenarioResult(
        scenario,
        sums.getOrDefault(Decision.CREATED, 0),
        sums.getOrDefault(Decision.MERGED, 0),
        sums.getOrDefault(Decision.COMBINED, 0),
        sums.getOrDefault(Decision.HELD_BACK, 0),
        creates,
        updates,
        atEnd,
        correlator.unwritten(),
        messages.size() - shown.cardinality(),
        buckets.peakPerMinute(),
        buckets.counts(),
        buckets.bucketMillis(),
        List.copyOf(decisions));
  }

  private void count(DryRun.Step step) {
    if (step.correlation().kind() != Correlation.Kind.SUPPRESS) {
      countWrite(step);
    }
    if (step.cause() == DryRun.Cause.EVENT) {
      int state = decisions.size();
      decisions.add(decision(step));
      if (decisions.get(state) != Decision.HELD_BACK) {
        noteMessage(step.event(), states.get(state).event().message(), messages.ofState(state));
      }
    } else {
      noteMessage(step.event(), "", -1);
    }
  }

  private void countWrite(DryRun.Step step) {
    if (step.correlation().kind() == Correlation.Kind.CREATE) {
      creates++;
    } else {
      updates++;
    }
    if (step.cause() == DryRun.Cause.DRAIN) {
      atEnd++;
    } else {
      buckets.count(clock.instant());
    }
  }

  private Decision decision(DryRun.Step step) {
    if (step.correlation().kind() == Correlation.Kind.SUPPRESS) {
      return Decision.HELD_BACK;
    }
    String message = states.get(decisions.size()).event().message();
    String prefix = scenario.messagePrefix();
    if (!prefix.isEmpty() && step.event().message().equals(prefix + message)) {
      return Decision.COMBINED;
    }
    return step.correlation().kind() == Correlation.Kind.CREATE
        ? Decision.CREATED
        : Decision.MERGED;
  }

  /** A write shows its message. That of a combined event has a prefix before it. */
  private void noteMessage(Event written, String ofState, int number) {
    String text = written.message();
    boolean combined = text.startsWith(scenario.messagePrefix());
    String shownText = combined ? text.substring(scenario.messagePrefix().length()) : text;
    int found = number;
    if (number < 0 || !(shownText.equals(ofState) || text.equals(ofState))) {
      found = messages.find(written, shownText);
      found = found < 0 ? messages.find(written, text) : found;
    }
    if (found >= 0) {
      shown.set(found);
    }
  }
}
