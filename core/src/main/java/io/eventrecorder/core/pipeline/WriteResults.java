package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.PipelineStats.State;
import io.eventrecorder.core.config.PipelineSettings;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import io.eventrecorder.spi.EventNames;
import java.util.ArrayList;
import java.util.List;

/** What a lane does about an answer: one method for each row of the table. */
final class WriteResults {
  private static final int MAX_EXAMPLES = 20;

  private final GuardedCorrelator correlator;
  private final EventNames names;
  private final PipelineSettings settings;
  private final Backoff backoff;
  private final Lanes lanes;
  private final Flushes flushes;
  private final PipelineCounters counters;
  private final PipelineLog log;
  private final List<String> lost = new ArrayList<>();

  /** Whether another domain was written to since the last one went down. */
  private boolean writtenSinceDown;

  WriteResults(
      GuardedCorrelator correlator,
      EventNames names,
      PipelineSettings settings,
      Backoff backoff,
      Lanes lanes,
      Flushes flushes,
      PipelineCounters counters,
      PipelineLog log) {
    this.correlator = correlator;
    this.names = names;
    this.settings = settings;
    this.backoff = backoff;
    this.lanes = lanes;
    this.flushes = flushes;
    this.counters = counters;
    this.log = log;
  }

  void apply(Attempt attempt, WriteResult result, boolean closing, long now) {
    boolean probe = attempt.lane.probeOf != null;
    if (probe) {
      lanes.domains().probed(attempt.lane, now);
    }
    boolean fails =
        result.kind() == WriteResult.Kind.RETRYABLE
            || result.kind() == WriteResult.Kind.MISCONFIGURED;
    if (result.cause() != null) {
      counters.lastError = result.detail();
    }
    if (!fails || !result.wholeSink()) {
      lanes.domains().answered(attempt.lane, !fails, now, lane -> lanes.ready(lane, now));
    }
    if (attempt.create && result.mayBeStored()) {
      attempt.lane.mayBeStored();
    }
    switch (result.kind()) {
      case STORED -> stored(attempt, result, now);
      case NOT_FOUND -> notFound(attempt, result, now);
      case ALREADY_EXISTS -> alreadyExists(attempt, result, now);
      case RETRYABLE, MISCONFIGURED -> failing(attempt, result, probe, closing, now);
      case REJECTED -> rejected(attempt, result, now);
      case BUG -> bug(attempt, result, closing, now);
    }
  }

  State state() {
    if (!lanes.domains().anyOutage()) {
      return State.UP;
    }
    return writtenSinceDown && !lanes.domains().wholeSink().isOutage()
        ? State.DEGRADED
        : State.DOWN;
  }

  /** What a machine that was broken off has told of its losses stays told. */
  void takeOver(WriteResults others) {
    lost.addAll(others.lost);
  }

  /**
   * A write that was being settled when the machine was broken off, and is nowhere else. What the
   * lane knew of the answer by then is not certain.
   */
  void inDoubt(Attempt attempt, WriteResult result, long now) {
    Lane lane = attempt.lane;
    if (attempt.create && result.mayBeStored()) {
      lane.mayBeStored();
    }
    tell(lane, attempt.write, NotRecorded.OUT_OF_BUDGET, now);
  }

  List<String> examplesOfLost() {
    return lost;
  }

  private void stored(Attempt attempt, WriteResult result, long now) {
    Lane lane = attempt.lane;
    Event told = result.stored();
    Event stored = told == null ? attempt.event : told;
    lane.create = false;
    lane.ours = true;
    lane.mayExist = true;
    lane.resourceVersion =
        told == null && attempt.create ? "" : stored.resourceVersion(); // a create has none
    counters.delivered++;
    counters.latencyNanos += now - attempt.startedNanos;
    counters.maxLatencyNanos = Math.max(counters.maxLatencyNanos, now - attempt.startedNanos);
    writtenSinceDown = true;
    log.healed();
    correlator.recorded(attempt.write.correlation, stored, now);
    if (told != null) {
      adopt(lane, attempt.event, told);
    }
    settled(attempt);
  }

  /** A sink may store under a name of its own, and find that the event had been there before. */
  private void adopt(Lane lane, Event written, Event stored) {
    int more = stored.occurrences() - written.occurrences();
    if (more > 0) {
      lane.raiseWaiting(more);
    }
    if (!stored.name().isEmpty() && !stored.name().equals(written.name())) {
      lanes.rename(lane, stored.name());
    }
  }

  /** The event has gone, for example expired: the newest state is created. */
  private void notFound(Attempt attempt, WriteResult result, long now) {
    if (attempt.create) {
      rejected(attempt, result, now); // nothing that a create can be told
    } else {
      attempt.lane.create = true;
      attempt.lane.ours = true;
      attempt.lane.mayExist = false;
      atOnce(attempt, result, now);
    }
  }

  /**
   * Ours, if a create of ours got lost on the way or the event was there before; else a stranger
   * has the name.
   */
  private void alreadyExists(Attempt attempt, WriteResult result, long now) {
    Lane lane = attempt.lane;
    if (attempt.create && lane.ours) {
      lane.create = false;
      lane.mayExist = true;
      atOnce(attempt, result, now);
    } else if (attempt.create && !lane.renamed) {
      lane.renamed = true;
      lanes.rename(lane, names.next(attempt.event.regarding().name()));
      atOnce(attempt, result, now);
    } else {
      rejected(attempt, result, now);
    }
  }

  private void bug(Attempt attempt, WriteResult result, boolean closing, long now) {
    if (attempt.lane.bugRetried) {
      rejected(attempt, result, now);
    } else {
      attempt.lane.bugRetried = true;
      counters.bugs++;
      retry(attempt, result, backoff.afterTry(1), closing, now);
    }
  }

  /** Bad luck of one event, or one more sign that its domain is down. */
  private void failing(
      Attempt attempt, WriteResult result, boolean probe, boolean closing, long now) {
    Lane lane = attempt.lane;
    FailureDomain domain = lanes.domains().of(lane, result.wholeSink());
    boolean wasDown = domain.isDown();
    boolean misconfigured = result.kind() == WriteResult.Kind.MISCONFIGURED;
    if (misconfigured) {
      log.misconfigured(result.detail());
    }
    // What takes a person to mend, what the sink says of itself as a whole, and a pause that it
    // asks for, concern all that it would refuse alike.
    boolean isDown =
        lanes.domains().failed(domain, lane, now)
            || wasDown
            || misconfigured
            || result.wholeSink()
            || result.retryAfterNanos() > 0;
    if (!isDown || closing) {
      retry(attempt, result, backoff.afterTry(lane.tries), closing, now);
      return;
    }
    if (probe || !wasDown) {
      pause(domain, result, now);
    }
    if (wasDown) {
      lane.tries--; // the outage's try, not the write's own
      putBack(attempt);
    } else if (outOfBudget(lane, 0, now)) {
      failed(attempt, result, now);
    } else {
      putBack(attempt); // and its lane will be parked
    }
  }

  /** A sink that asks for a pause is there, and busy: that is no outage. */
  private void pause(FailureDomain domain, WriteResult result, long now) {
    boolean misconfigured = result.kind() == WriteResult.Kind.MISCONFIGURED;
    boolean asked = !misconfigured && result.retryAfterNanos() > 0;
    if (!asked && !domain.isOutage()) {
      writtenSinceDown = false;
      if (!misconfigured) {
        log.outage(result.detail(), now);
      }
    }
    int tries = domain.failedProbes() + 1;
    long pause = misconfigured ? backoff.probe() : backoff.afterTry(tries);
    lanes.domains().down(domain, now + Math.max(pause, result.retryAfterNanos()), asked);
  }

  private boolean outOfBudget(Lane lane, long pause, long now) {
    long spent = now - lane.firstTryNanos;
    return lane.tries >= settings.maxTries() || spent + pause > settings.maxRetryTime().toNanos();
  }

  private void retry(
      Attempt attempt, WriteResult result, long backoffNanos, boolean closing, long now) {
    Lane lane = attempt.lane;
    long pause = Math.max(backoffNanos, result.retryAfterNanos());
    if (attempt.last) {
      abandoned(lane, attempt.write, result.detail(), now);
      lane.settled();
    } else if (closing) {
      putBack(attempt);
    } else if (outOfBudget(lane, pause, now)) {
      failed(attempt, result, now);
    } else {
      putBack(attempt);
      lanes.backOff(lane, now + pause);
    }
  }

  /** Another request of another kind; it counts as a try, but need not wait. */
  private void atOnce(Attempt attempt, WriteResult result, long now) {
    if (attempt.lane.tries >= settings.maxTries()) {
      failed(attempt, result, now);
    } else {
      putBack(attempt);
    }
  }

  /** The write waits again, or its successor does, if that says all that it says. */
  private void putBack(Attempt attempt) {
    Write write = attempt.write;
    Write newer = attempt.lane.first();
    if (newer != null && newer.absolute() && write.absolute()) {
      counters.coalesced++;
      flushes.settled(Math.max(write.sequence, newer.sequence));
      newer.sequence = Math.min(write.sequence, newer.sequence);
    } else {
      attempt.lane.addFirst(write);
      counters.waiting++;
    }
  }

  private void rejected(Attempt attempt, WriteResult result, long now) {
    counters.rejected++;
    log.rejected(attempt.event, result, now);
    lost(attempt.lane, attempt.write, NotRecorded.REJECTED, now);
    attempt.lane.settled();
  }

  private void failed(Attempt attempt, WriteResult result, long now) {
    counters.failed++;
    log.failed(attempt.event, result, attempt.lane.tries, now);
    lost(attempt.lane, attempt.write, NotRecorded.OUT_OF_BUDGET, now);
    attempt.lane.settled();
  }

  /** More events wait for the end of an outage than are kept: the oldest leave. */
  void evicted(Lane lane, Write write, long now) {
    counters.failed++;
    log.evicted(write.event(), now);
    lost(lane, write, NotRecorded.EVICTED, now);
  }

  void abandoned(Lane lane, Write write, String why, long now) {
    counters.abandoned++;
    if (lost.size() < MAX_EXAMPLES) {
      lost.add(write.event() + ": " + why);
    }
    lost(lane, write, NotRecorded.ABANDONED, now);
  }

  private void lost(Lane lane, Write write, NotRecorded why, long now) {
    tell(lane, write, why, now);
    settled(write);
  }

  /**
   * A write that was given up says nothing about the event: that is in the store if an earlier one
   * got there.
   */
  private void tell(Lane lane, Write write, NotRecorded why, long now) {
    if (lane.mayExist) {
      correlator.notUpdated(write.correlation, why, lane.inStore(write.event()), now);
    } else {
      correlator.notRecorded(write.correlation, why, now);
    }
  }

  private void settled(Attempt attempt) {
    attempt.lane.settled();
    settled(attempt.write);
  }

  private void settled(Write write) {
    counters.single -= write.absolute() ? 0 : 1;
    flushes.settled(write.sequence);
  }
}
