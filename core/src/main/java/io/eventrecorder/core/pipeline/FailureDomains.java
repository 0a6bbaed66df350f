package io.eventrecorder.core.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The failure domains that are in trouble; of those that are well nothing is kept, and one in
 * trouble that nothing waits for is forgotten in time. An outage of the whole sink stands above
 * them all. Each of the orders below is kept as the domains change, so that no step walks over
 * them.
 */
final class FailureDomains {
  /** After this time in which nothing waited for a domain, and nothing failed, it is forgotten. */
  static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** Of more domains that nothing waits for, the first is forgotten at once. */
  static final int MAX_QUIET = 1000;

  private final Map<String, FailureDomain> troubled = new HashMap<>();
  private final FailureDomain wholeSink = new FailureDomain("", 0);

  /** All parked lanes, in the order in which they were parked. */
  private final Set<Lane> parked = new LinkedHashSet<>();

  /** Those with a probe to come, the next first; by difference, since the clock may overflow. */
  private final TreeSet<FailureDomain> probes =
      new TreeSet<>(
          (a, b) ->
              a.probeNanos() == b.probeNanos()
                  ? Long.compare(a.serial, b.serial)
                  : Long.signum(a.probeNanos() - b.probeNanos()));

  /** Those that nothing waits for, in the order of {@link FailureDomain#quietNanos}. */
  private final Set<FailureDomain> quiet = new LinkedHashSet<>();

  private long serials;
  private int down;

  /** Of those that are down, the ones that did not ask for it. */
  private int outages;

  private boolean open;

  /** Parks a lane whose domain is down; false if it may be sent. */
  boolean park(Lane lane, long now) {
    if (down == 0 || open || lane.probeOf != null) {
      return false;
    }
    FailureDomain domain = wholeSink.isDown() ? wholeSink : troubled.get(lane.domain);
    if (domain == null || !domain.isDown()) {
      return false;
    }
    lane.parkedIn = domain;
    lane.parkedNanos = now;
    domain.park(lane);
    parked.add(lane);
    quiet.remove(domain);
    if (domain.hasProbeToCome()) {
      probes.add(domain);
    }
    return true;
  }

  /** Counts a failure; true if that makes an outage. */
  boolean failed(FailureDomain domain, Lane lane, long now) {
    quiet.remove(domain);
    quietIfNotAwaited(domain, now); // as the last one
    return domain.failed(lane);
  }

  /** The domain that a failure speaks of. */
  FailureDomain of(Lane lane, boolean whole) {
    return whole
        ? wholeSink
        : troubled.computeIfAbsent(lane.domain, name -> new FailureDomain(name, ++serials));
  }

  /** None of its lanes is tried before a moment; perhaps because the sink asks for that. */
  void down(FailureDomain domain, long untilNanos, boolean asked) {
    probes.remove(domain);
    down += domain.isDown() ? 0 : 1;
    outages -= domain.isOutage() ? 1 : 0;
    domain.down(untilNanos, asked);
    outages += domain.isOutage() ? 1 : 0;
    if (domain.hasProbeToCome()) {
      probes.add(domain);
    }
  }

  /** A probe has been answered, whatever the answer is and of whom it speaks. */
  void probed(Lane lane, long now) {
    FailureDomain domain = lane.probeOf;
    if (domain != null) { // one that is in trouble still, or it would have let go of the lane
      domain.probed();
      if (domain.hasProbeToCome()) {
        probes.add(domain);
      }
      quietIfNotAwaited(domain, now);
    }
  }

  /** The sink has answered; frees the lanes that waited for that. */
  void answered(Lane lane, boolean well, long now, Consumer<Lane> freed) {
    FailureDomain domain = well ? troubled.remove(lane.domain) : null;
    if (!wholeSink.isWell()) {
      // Before the domain's own lanes, which must not be parked again above.
      free(wholeSink, now, freed);
    }
    if (domain != null) {
      free(domain, now, freed);
    }
  }

  /** At close nothing waits for a domain any more. */
  void openAll(long now, Consumer<Lane> freed) {
    open = true;
    free(wholeSink, now, freed);
    troubled.values().forEach(domain -> free(domain, now, freed));
    troubled.clear();
  }

  private void free(FailureDomain domain, long now, Consumer<Lane> freed) {
    up(domain);
    for (Lane lane = domain.oldest(); lane != null; lane = domain.oldest()) {
      unpark(domain, lane, now);
      freed.accept(lane);
    }
  }

  private void up(FailureDomain domain) {
    probes.remove(domain);
    quiet.remove(domain);
    down -= domain.isDown() ? 1 : 0;
    outages -= domain.isOutage() ? 1 : 0;
    domain.up();
  }

  /** The time in the parking lot was the outage's, not the write's own. */
  private void unpark(FailureDomain domain, Lane lane, long now) {
    domain.unpark(lane);
    parked.remove(lane);
    lane.parkedIn = null;
    lane.firstTryNanos += now - lane.parkedNanos;
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

  /** How many are known. */
  int size() {
    return troubled.size();
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
    FailureDomain domain = oldest.parkedIn;
    if (domain != null) {
      unpark(domain, oldest, now);
      if (!domain.hasProbeToCome()) {
        probes.remove(domain);
      }
      quietIfNotAwaited(domain, now);
    }
    return oldest;
  }

  /**
   * Nanoseconds until there is something to do, a domain to try or to forget; {@code
   * Long.MAX_VALUE} if there is none.
   */
  long untilNext(long now) {
    FailureDomain next = nextToProbe();
    long untilProbe = next == null ? Long.MAX_VALUE : next.probeNanos() - now;
    long untilForgotten =
        quiet.isEmpty() ? Long.MAX_VALUE : quiet.iterator().next().quietNanos - now + FORGET_NANOS;
    return Math.min(untilProbe, untilForgotten);
  }

  /** The lanes to try now, one of each domain whose time has come. */
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
        next.probe(lane);
        lanes.add(lane);
      }
    }
    return lanes;
  }

  /** Where the whole sink is down and a lane waits for that, its probe is the only one. */
  private @Nullable FailureDomain nextToProbe() {
    if (wholeSink.isDown() && wholeSink.isAwaited()) {
      return wholeSink.hasProbeToCome() ? wholeSink : null;
    }
    return probes.isEmpty() ? null : probes.first();
  }

  private void quietIfNotAwaited(FailureDomain domain, long now) {
    if (!domain.isAwaited() && quiet.add(domain)) {
      domain.quietNanos = now;
      if (quiet.size() > MAX_QUIET) {
        forget(quiet.iterator().next());
      }
    }
  }

  /** Forgets the domains that nothing has waited for in a long time. */
  void forget(long now) {
    while (!quiet.isEmpty()) {
      FailureDomain first = quiet.iterator().next();
      if (first.quietNanos - now + FORGET_NANOS > 0) {
        return;
      }
      if (first.isDown() && first.probeNanos() - now > 0) {
        quiet.remove(first); // the sink has asked for a longer pause than that
        quietIfNotAwaited(first, now);
      } else {
        forget(first);
      }
    }
  }

  private void forget(FailureDomain domain) {
    up(domain);
    troubled.remove(domain.name, domain);
  }
}
