package io.eventrecorder.core.pipeline.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The failure domains in which writes have failed. Domains without failures are not kept, and a
 * domain for which no lane waits is forgotten after some time. One more domain stands for the sink
 * as a whole: while its circuit is open, all lanes wait for it. Every order is kept while domains
 * change, so that no step walks over all of them.
 */
final class FailureDomains {
  private final Map<String, FailureDomain> failing = new HashMap<>();
  private final FailureDomain wholeSink = new FailureDomain("", 0);

  /** All parked lanes, in the order in which they were parked. */
  private final Set<Lane> parked = new LinkedHashSet<>();

  private final ProbeSchedule probes = new ProbeSchedule();
  private final IdleDomains idle = new IdleDomains();
  private long serials;

  /** How many circuits are open. */
  private int open;

  /** How many of them are open without a request of the sink. */
  private int outages;

  /** Whether lanes pass open circuits, because the pipeline closes. */
  private boolean bypassed;

  /** Parks a lane if its circuit is open; returns false if the lane may be sent. */
  boolean park(Lane lane, long now) {
    if (open == 0 || bypassed || lane.probeOf() != null) {
      return false;
    }
    FailureDomain domain = wholeSink.isOpen() ? wholeSink : failing.get(lane.failureDomain());
    if (domain == null || !domain.isOpen()) {
      return false;
    }
    domain.park(lane, now);
    parked.add(lane);
    idle.remove(domain);
    probes.addIfAwaited(domain);
    return true;
  }

  /** The domain that a failure concerns. */
  FailureDomain of(Lane lane, boolean whole) {
    return whole
        ? wholeSink
        : failing.computeIfAbsent(lane.failureDomain(), name -> new FailureDomain(name, ++serials));
  }

  /** Counts a failure; returns whether it makes an outage. */
  boolean failed(FailureDomain domain, Lane lane, long now) {
    idle.remove(domain);
    addIfIdle(domain, now); // behind all others
    return domain.failed(lane);
  }

  /** Opens a circuit; none of its lanes is tried before a moment. */
  void open(FailureDomain domain, long untilNanos, boolean onRequest) {
    probes.remove(domain);
    open += domain.isOpen() ? 0 : 1;
    outages -= domain.isOutage() ? 1 : 0;
    domain.open(untilNanos, onRequest);
    outages += domain.isOutage() ? 1 : 0;
    probes.addIfAwaited(domain);
  }

  /**
   * A request has a result; returns whether the request was the probe of a circuit. A probe ends
   * with any result, even if that result concerns another domain.
   */
  boolean endProbe(Lane lane, long now) {
    FailureDomain domain = lane.probeOf();
    if (domain == null) {
      return false;
    }
    domain.endProbe();
    probes.addIfAwaited(domain);
    addIfIdle(domain, now);
    return true;
  }

  /**
   * The sink has answered, so the circuit of the whole sink closes. The circuit of the lane's own
   * domain closes if the domain works.
   */
  void answered(Lane lane, boolean works, long now, Consumer<Lane> freed) {
    FailureDomain domain = works ? failing.remove(lane.failureDomain()) : null;
    if (!wholeSink.hasNoFailures()) {
      // Before the lanes of the own domain, which must not be parked for the whole sink again.
      close(wholeSink, now, freed);
    }
    if (domain != null) {
      close(domain, now, freed);
    }
  }

  /** The pipeline closes: no lane waits for a circuit any more. */
  void bypass(long now, Consumer<Lane> freed) {
    bypassed = true;
    close(wholeSink, now, freed);
    failing.values().forEach(domain -> close(domain, now, freed));
    failing.clear();
  }

  private void close(FailureDomain domain, long now, Consumer<Lane> freed) {
    close(domain);
    for (Lane lane = domain.oldest(); lane != null; lane = domain.oldest()) {
      unpark(domain, lane, now);
      freed.accept(lane);
    }
  }

  private void close(FailureDomain domain) {
    probes.remove(domain);
    idle.remove(domain);
    open -= domain.isOpen() ? 1 : 0;
    outages -= domain.isOutage() ? 1 : 0;
    domain.close();
  }

  private void unpark(FailureDomain domain, Lane lane, long now) {
    domain.unpark(lane, now);
    parked.remove(lane);
  }

  boolean anyOutage() {
    return outages > 0;
  }

  boolean hasParked() {
    return !parked.isEmpty();
  }

  int parked() {
    return parked.size();
  }

  /** How many domains are kept. */
  int size() {
    return failing.size();
  }

  FailureDomain wholeSink() {
    return wholeSink;
  }

  /** Takes out the lane that has been parked longest; null if there is none. */
  @Nullable Lane removeOldest(long now) {
    if (parked.isEmpty()) {
      return null;
    }
    Lane oldest = parked.iterator().next();
    FailureDomain domain = oldest.parkedIn();
    if (domain != null) {
      unpark(domain, oldest, now);
      if (!domain.awaitsProbe()) {
        probes.remove(domain);
      }
      addIfIdle(domain, now);
    }
    return oldest;
  }

  /**
   * Nanoseconds until a domain must be probed or forgotten; {@code Long.MAX_VALUE} if there is
   * none.
   */
  long untilNext(long now) {
    FailureDomain next = nextToProbe();
    long untilProbe = next == null ? Long.MAX_VALUE : next.probeNanos() - now;
    return Math.min(untilProbe, idle.untilForgotten(now));
  }

  /** Half-opens the circuits whose pause is over; returns the lanes that probe them. */
  List<Lane> probes(long now) {
    FailureDomain next = nextToProbe();
    if (next == null || next.probeNanos() - now > 0) {
      return List.of();
    }
    List<Lane> lanes = new ArrayList<>();
    for (; next != null && next.probeNanos() - now <= 0; next = nextToProbe()) {
      probes.remove(next);
      Lane lane = next.oldest();
      if (lane != null) {
        unpark(next, lane, now);
        next.halfOpen(lane);
        lanes.add(lane);
      }
    }
    return lanes;
  }

  /** While the circuit of the whole sink is open and awaited, only that one is probed. */
  private @Nullable FailureDomain nextToProbe() {
    if (wholeSink.isOpen() && wholeSink.isAwaited()) {
      return wholeSink.awaitsProbe() ? wholeSink : null;
    }
    return probes.first();
  }

  private void addIfIdle(FailureDomain domain, long now) {
    FailureDomain tooMany = idle.addIfIdle(domain, now);
    if (tooMany != null) {
      forget(tooMany);
    }
  }

  /** Forgets the domains that nothing has waited for in a long time. */
  void forget(long now) {
    for (FailureDomain next = idle.nextToForget(now); next != null; next = idle.nextToForget(now)) {
      if (next.isOpen() && next.probeNanos() - now > 0) {
        idle.remove(next); // the sink has asked for a longer pause
        addIfIdle(next, now);
      } else {
        forget(next);
      }
    }
  }

  private void forget(FailureDomain domain) {
    close(domain);
    failing.remove(domain.name(), domain);
  }
}
