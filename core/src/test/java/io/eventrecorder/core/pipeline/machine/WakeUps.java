package io.eventrecorder.core.pipeline.machine;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that every waiting lane is woken. Each lane with a write is in exactly one place, which
 * its state names. For each place an input that ends the wait is certain: an answer, a time-out or
 * a timer.
 */
final class WakeUps {
  private final PipelineMachine machine;
  private final MachineSettings settings;
  private @Nullable FailureDomain probed;
  private final Set<Lane> renamed = Collections.newSetFromMap(new IdentityHashMap<>());

  WakeUps(PipelineMachine machine, MachineSettings settings) {
    this.machine = machine;
    this.settings = settings;
  }

  /** After a step: the machine has been polled until it had nothing to send. */
  void check(PipelineCounters counters, long now) {
    Collection<Lane> all = machine.lanes().all();
    if (all.isEmpty()) {
      require(counters.waiting == 0 && counters.inFlight == 0, "writes without a lane", null);
      return;
    }
    OptionalLong timer = machine.nextTimerNanos(now);
    long untilTimer = timer.isPresent() ? timer.getAsLong() - now : Long.MAX_VALUE;
    renamed.clear();
    probed = null;
    long waiting = 0;
    long inFlight = 0;
    for (Lane lane : all) {
      if (lane.identity().alias() == null || renamed.add(lane)) { // under both of its names
        check(lane, counters, now, untilTimer);
        inFlight += lane.inFlight() == null ? 0 : 1;
        for (Write write = lane.first(); write != null; write = write.next) {
          waiting++;
        }
      }
    }
    require(waiting == counters.waiting, "the lanes hold other writes than are counted", null);
    require(inFlight == counters.inFlight, "other requests are in flight than are counted", null);
  }

  private void check(Lane lane, PipelineCounters counters, long now, long untilTimer) {
    Lanes lanes = machine.lanes();
    Attempt attempt = lane.inFlight();
    FailureDomain domain = lane.parkedIn();
    boolean ready = lanes.isReady(lane);
    boolean inLine = lanes.bulkhead().isQueued(lane);
    int places = (attempt == null ? 0 : 1) + (ready ? 1 : 0) + (inLine ? 1 : 0);
    places += (lanes.isBackingOff(lane) ? 1 : 0) + (domain == null ? 0 : 1);
    require(places == 1, "in " + places + " places", lane);
    require(lane.state() == expected(lane, ready, inLine), "its state is " + lane.state(), lane);
    if (attempt != null) {
      long untilTimeout = attempt.startedNanos - now + settings.attemptTimeoutNanos();
      require(untilTimer <= untilTimeout, "no time-out of the attempt", lane);
    } else if (ready) {
      require(counters.inFlight == settings.maxInFlight(), "ready, but not sent", lane);
    } else if (inLine) {
      require(
          lanes.bulkhead().taken(lane.failureDomain()) == inFlight(lane.failureDomain()),
          "permits are miscounted",
          lane);
      require(inFlight(lane.failureDomain()) > 0, "no answer will give it a permit", lane);
    } else if (domain == null) {
      require(untilTimer <= lane.readyNanos() - now, "no timer ends its back-off", lane);
    } else {
      require(domain.isParked(lane) && domain.isOpen(), "parked although no circuit is open", lane);
      // Once for lanes of one domain that follow each other.
      if (domain != probed) {
        require(hasProbe(domain, now, untilTimer), "no probe ends its parking", lane);
        probed = domain;
      }
    }
  }

  /** The state that follows from where the lane was found. */
  private static Lane.State expected(Lane lane, boolean ready, boolean inLine) {
    if (lane.inFlight() != null) {
      return lane.probeOf() == null ? Lane.State.IN_FLIGHT : Lane.State.PROBING;
    }
    if (lane.parkedIn() != null) {
      return Lane.State.PARKED;
    }
    return ready ? Lane.State.READY : inLine ? Lane.State.IN_LINE : Lane.State.BACKING_OFF;
  }

  private boolean hasProbe(FailureDomain domain, long now, long untilTimer) {
    if (domain.state() == CircuitState.HALF_OPEN) {
      for (Lane lane : machine.lanes().all()) {
        if (lane.probeOf() == domain) {
          return true;
        }
      }
      return false;
    }
    FailureDomain wholeSink = machine.lanes().domains().wholeSink();
    if (domain != wholeSink && wholeSink.isOpen() && wholeSink.isAwaited()) {
      return hasProbe(wholeSink, now, untilTimer); // which is probed first
    }
    return domain.awaitsProbe() && untilTimer <= domain.probeNanos() - now;
  }

  private int inFlight(String domain) {
    Set<Lane> counted = new HashSet<>();
    for (Lane lane : machine.lanes().all()) {
      if (lane.inFlight() != null && lane.failureDomain().equals(domain)) {
        counted.add(lane);
      }
    }
    return counted.size();
  }

  private static void require(boolean holds, String what, @Nullable Lane lane) {
    if (!holds) {
      throw new AssertionError(lane == null ? what : lane.name() + " waits for ever: " + what);
    }
  }
}
