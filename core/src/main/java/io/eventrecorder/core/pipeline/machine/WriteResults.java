package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.PipelineStats.State;
import io.eventrecorder.core.pipeline.machine.Failure.Circuit;
import io.eventrecorder.core.pipeline.machine.Failure.Phase;
import io.eventrecorder.core.pipeline.machine.FailureDecision.Action;
import io.eventrecorder.core.pipeline.machine.FailureDecision.IdentityChange;
import io.eventrecorder.core.pipeline.machine.WriteResult.Kind;
import io.eventrecorder.spi.EventNames;
import java.util.random.RandomGenerator;

/**
 * Applies results to lanes. A write that was stored is settled; after a failure, {@link
 * FailureDecision} decides, and this class carries the decision out.
 */
final class WriteResults {
  private final EventNames names;
  private final RetryLimits limits;
  private final Backoff backoff;
  private final Lanes lanes;
  private final SettledWrites settled;
  private final PipelineCounters counters;
  private final MachineLog log;

  /** Whether a write was stored since the last outage began. */
  private boolean storedSinceOutage;

  WriteResults(
      EventNames names,
      RetryLimits limits,
      RandomGenerator random,
      Lanes lanes,
      SettledWrites settled,
      Diagnostics diagnostics) {
    this.names = names;
    this.limits = limits;
    this.backoff = new Backoff(limits, random);
    this.lanes = lanes;
    this.settled = settled;
    this.counters = diagnostics.counters();
    this.log = diagnostics.log();
  }

  void apply(Attempt attempt, WriteResult result, boolean closing, long now) {
    Lane lane = attempt.lane;
    boolean probe = lanes.domains().endProbe(lane, now);
    boolean fails = result.isFailureOfDomain();
    if (!fails || !result.wholeSink()) {
      lanes.domains().answered(lane, !fails, now, freed -> lanes.queue(freed, now));
    }
    if (result.kind() == Kind.STORED) {
      stored(attempt, result, now);
    } else {
      failed(attempt, result, probe, Phase.of(attempt, closing), now);
    }
  }

  State state() {
    if (!lanes.domains().anyOutage()) {
      return State.UP;
    }
    return storedSinceOutage && !lanes.domains().wholeSink().isOutage()
        ? State.DEGRADED
        : State.DOWN;
  }

  private void stored(Attempt attempt, WriteResult result, long now) {
    Lane lane = attempt.lane;
    Event inStore = result.stored();
    Event stored = inStore == null ? attempt.event : inStore;
    boolean versionIsKnown = inStore != null || !attempt.create; // a create is sent without one
    lane.stored(versionIsKnown ? stored.resourceVersion() : "");
    storedSinceOutage = true;
    settled.stored(attempt, stored, now);
    if (inStore != null) {
      adopt(lane, attempt.event, inStore);
    }
    lane.settled();
    settled.settled(attempt.write);
  }

  /** A sink may store an event under another name, and may find that it was there before. */
  private void adopt(Lane lane, Event written, Event stored) {
    int more = stored.occurrences() - written.occurrences();
    if (more > 0) {
      lane.raiseWaiting(more);
    }
    if (!stored.name().isEmpty() && !stored.name().equals(written.name())) {
      lanes.rename(lane, stored.name());
    }
  }

  private void failed(Attempt attempt, WriteResult result, boolean probe, Phase phase, long now) {
    Lane lane = attempt.lane;
    counters.lastError = result.detail();
    if (attempt.create && result.maybeStored()) {
      lane.maybeStored();
    }
    if (result.kind() == Kind.MISCONFIGURED) {
      log.misconfigured(result.detail());
    }
    Failure failure =
        new Failure(
            result.kind(),
            attempt.create,
            lane.identity(),
            lane.budget().afterTry(attempt.startedNanos),
            phase,
            result.isFailureOfDomain()
                ? failDomain(lane, result, probe, now)
                : Circuit.UNCONCERNED);
    long pause = failure.mayBackOff() ? pause(failure, result) : 0;
    carryOut(FailureDecision.of(failure, limits, pause, now), attempt, result, now);
  }

  /** Counts the failure for its domain. */
  private Circuit failDomain(Lane lane, WriteResult result, boolean probe, long now) {
    FailureDomain domain = lanes.domains().of(lane, result.wholeSink());
    boolean wasOpen = domain.isOpen();
    boolean tooMany = lanes.domains().failed(domain, lane, now);
    return new Circuit(wasOpen, tooMany || result.concernsOtherEvents(), probe);
  }

  private long pause(Failure failure, WriteResult result) {
    int tries = failure.kind() == Kind.BUG ? 1 : failure.budget().tries();
    return Math.max(backoff.afterTry(tries), result.retryAfterNanos());
  }

  private void carryOut(FailureDecision decision, Attempt attempt, WriteResult result, long now) {
    Lane lane = attempt.lane;
    if (decision.countsAsTry()) {
      lane.spend(attempt);
    }
    if (result.kind() == Kind.BUG && decision.action() != Action.REJECT) {
      lane.spendBugRetry();
      counters.countBug();
    }
    if (decision.identityChange() == IdentityChange.RENAME) {
      lanes.rename(lane, names.next(attempt.event.regarding().name()));
    }
    lane.apply(decision.identityChange());
    if (decision.opensCircuit()) {
      openCircuit(lanes.domains().of(lane, result.wholeSink()), result, now);
    }
    switch (decision.action()) {
      case SEND_AGAIN, PARK -> putBack(attempt);
      case BACK_OFF -> {
        putBack(attempt);
        lanes.backOff(lane, now + decision.pauseNanos());
      }
      case REJECT -> settled.rejected(attempt, result, now);
      case GIVE_UP -> settled.failed(attempt, result, now);
      case ABANDON -> {
        settled.abandoned(lane, attempt.write, result.detail(), now);
        lane.settled();
      }
    }
  }

  /** A sink that asks for a pause is busy but available, so that is not an outage. */
  private void openCircuit(FailureDomain domain, WriteResult result, long now) {
    boolean misconfigured = result.kind() == Kind.MISCONFIGURED;
    boolean onRequest = !misconfigured && result.retryAfterNanos() > 0;
    if (!onRequest && !domain.isOutage()) {
      storedSinceOutage = false;
      if (!misconfigured) {
        log.outage(result.detail(), now);
      }
    }
    long pause = misconfigured ? backoff.probe() : backoff.afterTry(domain.failedProbes() + 1);
    lanes.domains().open(domain, now + Math.max(pause, result.retryAfterNanos()), onRequest);
  }

  /** The write waits again; or its successor waits for both, if that has the newer state. */
  private void putBack(Attempt attempt) {
    Write write = attempt.write;
    Write newer = attempt.lane.first();
    if (newer != null && newer.absolute() && write.absolute()) {
      settled.coalesced(newer.absorb(write));
    } else {
      attempt.lane.addFirst(write);
      counters.waiting++;
    }
  }
}
