package io.eventrecorder.core.pipeline;

import io.eventrecorder.core.config.PipelineSettings;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The check that whatever waits is woken: each lane with something to write is in exactly one
 * place, and for each of these places one future input is certain: an answer, a time-out, or a
 * timer.
 */
final class WakeUps {
  private final PipelineMachine machine;
  private final PipelineSettings settings;
  private @Nullable FailureDomain probed;
  private final Set<Lane> renamed = Collections.newSetFromMap(new IdentityHashMap<>());

  WakeUps(PipelineMachine machine, PipelineSettings settings) {
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
      if (lane.alias == null || renamed.add(lane)) { // under both of its names
        check(lane, counters, now, untilTimer);
        inFlight += lane.inFlight == null ? 0 : 1;
        for (Write write = lane.first(); write != null; write = write.next) {
          waiting++;
        }
      }
    }
    require(waiting == counters.waiting, "the lanes hold other writes than are counted", null);
    require(inFlight == counters.inFlight, "other requests are under way than are counted", null);
  }

  private void check(Lane lane, PipelineCounters counters, long now, long untilTimer) {
    Lanes lanes = machine.lanes();
    Attempt attempt = lane.inFlight;
    FailureDomain domain = lane.parkedIn;
    boolean ready = lanes.isReady(lane);
    boolean inLine = lanes.bulkhead().isInLine(lane);
    int places = (attempt == null ? 0 : 1) + (ready ? 1 : 0) + (inLine ? 1 : 0);
    places += (lane.backingOff ? 1 : 0) + (domain == null ? 0 : 1);
    require(places == 1, "in " + places + " places", lane);
    if (attempt != null) {
      long untilTimeout = attempt.startedNanos - now + settings.attemptTimeout().toNanos();
      require(untilTimer <= untilTimeout, "no time-out of the attempt", lane);
    } else if (ready) {
      require(counters.inFlight == settings.maxInFlight(), "ready, but not sent", lane);
    } else if (inLine) {
      require(
          lanes.bulkhead().taken(lane.domain) == inFlight(lane.domain),
          "places are miscounted",
          lane);
      require(inFlight(lane.domain) > 0, "no answer will give it a place", lane);
    } else if (domain == null) {
      require(
          lanes.isBackingOff(lane) && untilTimer <= lane.readyNanos - now,
          "no timer ends its back-off",
          lane);
    } else {
      require(domain.isParked(lane) && domain.isDown(), "parked where nothing is down", lane);
      // Asked once for the lanes of a domain that follow each other.
      if (domain != probed) {
        require(hasProbe(domain, now, untilTimer), "no probe ends its parking", lane);
        probed = domain;
      }
    }
  }

  private boolean hasProbe(FailureDomain domain, long now, long untilTimer) {
    if (domain.isProbing()) {
      for (Lane lane : machine.lanes().all()) {
        if (lane.probeOf == domain) {
          return true;
        }
      }
      return false;
    }
    FailureDomain wholeSink = machine.lanes().domains().wholeSink();
    if (domain != wholeSink && wholeSink.isDown() && wholeSink.isAwaited()) {
      return hasProbe(wholeSink, now, untilTimer); // whose answer comes first
    }
    return domain.hasProbeToCome() && untilTimer <= domain.probeNanos() - now;
  }

  private int inFlight(String domain) {
    Set<Lane> counted = new HashSet<>();
    for (Lane lane : machine.lanes().all()) {
      if (lane.inFlight != null && lane.domain.equals(domain)) {
        counted.add(lane);
      }
    }
    return counted.size();
  }

  private static void require(boolean holds, String what, @Nullable Lane lane) {
    if (!holds) {
      throw new AssertionError(lane == null ? what : lane.key.name() + " waits for ever: " + what);
    }
  }
}
