package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import java.util.ArrayList;
import java.util.List;

/** Ends writes: counts each of them, and notifies the correlator and the callers of a flush. */
final class SettledWrites {
  private static final int MAX_EXAMPLES = 20;

  private final GuardedCorrelator correlator;
  private final Flushes flushes;
  private final PipelineCounters counters;
  private final MachineLog log;
  private final List<String> examplesOfLost = new ArrayList<>();

  SettledWrites(GuardedCorrelator correlator, Flushes flushes, Diagnostics diagnostics) {
    this.correlator = correlator;
    this.flushes = flushes;
    this.counters = diagnostics.counters();
    this.log = diagnostics.log();
  }

  /** Examples that the machine before a restart has collected are kept. */
  void takeOver(SettledWrites others) {
    examplesOfLost.addAll(others.examplesOfLost);
  }

  /** Up to 20 events that were lost at close, each with its reason. */
  List<String> examplesOfLost() {
    return examplesOfLost;
  }

  void stored(Attempt attempt, Event stored, long now) {
    counters.delivered(now - attempt.startedNanos);
    log.recovered();
    correlator.recorded(attempt.write.correlation(), stored, now);
  }

  void rejected(Attempt attempt, WriteResult result, long now) {
    counters.rejected++;
    log.rejected(attempt.event, result, now);
    lost(attempt.lane, attempt.write, NotRecorded.REJECTED, now);
    attempt.lane.settled();
  }

  void failed(Attempt attempt, WriteResult result, long now) {
    counters.failed++;
    log.failed(attempt.event, result, attempt.lane.budget().tries(), now);
    lost(attempt.lane, attempt.write, NotRecorded.OUT_OF_BUDGET, now);
    attempt.lane.settled();
  }

  /** More writes wait for the end of an outage than are kept, so the oldest ones are given up. */
  void evicted(Lane lane, Write write, long now) {
    counters.failed++;
    log.evicted(write.event(), now);
    lost(lane, write, NotRecorded.EVICTED, now);
  }

  void abandoned(Lane lane, Write write, String why, long now) {
    counters.abandoned++;
    if (examplesOfLost.size() < MAX_EXAMPLES) {
      examplesOfLost.add(write.event() + ": " + why);
    }
    lost(lane, write, NotRecorded.ABANDONED, now);
  }

  /**
   * A fault has interrupted the step that applied a result, and its write is nowhere else. What the
   * lane has learned of the result by then is not certain.
   */
  void interrupted(Attempt attempt, WriteResult result, long now) {
    if (attempt.create && result.maybeStored()) {
      attempt.lane.maybeStored();
    }
    notifyLost(attempt.lane, attempt.write, NotRecorded.OUT_OF_BUDGET, now);
  }

  /** A newer write now also stands for this one. */
  void coalesced(long sequence) {
    counters.coalesced++;
    flushes.settled(sequence);
  }

  void settled(Write write) {
    counters.single -= write.absolute() ? 0 : 1;
    flushes.settled(write.sequence());
  }

  private void lost(Lane lane, Write write, NotRecorded why, long now) {
    notifyLost(lane, write, why, now);
    settled(write);
  }

  /** A lost write does not mean a lost event: an earlier write may have reached the store. */
  private void notifyLost(Lane lane, Write write, NotRecorded why, long now) {
    if (lane.identity().mayExist()) {
      Event inStore = lane.identity().inStore(write.event());
      correlator.notUpdated(write.correlation(), why, inStore, now);
    } else {
      correlator.notRecorded(write.correlation(), why, now);
    }
  }
}
