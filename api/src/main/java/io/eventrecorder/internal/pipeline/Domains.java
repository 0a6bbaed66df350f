package io.eventrecorder.internal.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The failure domains that are in trouble; of those that are well nothing is kept. An outage of the
 * whole sink stands above them all.
 */
final class Domains {
  private final Map<String, Domain> troubled = new HashMap<>();
  private final Domain wholeSink = new Domain();

  /** Lanes parked, in all domains. */
  private int parked;

  private long parkings;
  private boolean open;

  /** Parks a lane whose domain is down; false if it may be sent. */
  boolean park(Lane lane, long now) {
    Domain domain = wholeSink.isDown() ? wholeSink : troubled.get(lane.domain);
    if (open || lane.probe || domain == null || !domain.isDown()) {
      return false;
    }
    lane.parkedIn = domain;
    lane.parkedNanos = now;
    lane.parking = parkings++;
    domain.park(lane);
    parked++;
    return true;
  }

  /** The domain that a failure speaks of. */
  Domain of(Lane lane, boolean whole) {
    return whole ? wholeSink : troubled.computeIfAbsent(lane.domain, name -> new Domain());
  }

  /** A probe has been answered, whatever the answer is and of whom it speaks. */
  void probed(Lane lane) {
    wholeSink.probed();
    Domain domain = troubled.get(lane.domain);
    if (domain != null) {
      domain.probed();
    }
  }

  /** The sink has answered; frees the lanes that waited for that. */
  void answered(Lane lane, boolean well, long now, Consumer<Lane> freed) {
    Domain domain = well ? troubled.remove(lane.domain) : null;
    free(
        wholeSink, now,
        freed); // before the domain's own lanes, which must not be parked again above
    if (domain != null) {
      free(domain, now, freed);
    }
  }

  /** At close nothing waits for a domain any more. */
  void openAll(long now, Consumer<Lane> freed) {
    open = true;
    all().forEach(domain -> free(domain, now, freed));
    troubled.clear();
  }

  private void free(Domain domain, long now, Consumer<Lane> freed) {
    domain.up();
    for (Lane lane = domain.oldest(); lane != null; lane = domain.oldest()) {
      unpark(domain, lane, now);
      freed.accept(lane);
    }
  }

  /** The time in the parking lot was the outage's, not the write's own. */
  private void unpark(Domain domain, Lane lane, long now) {
    domain.unpark(lane);
    lane.parkedIn = null;
    parked--;
    lane.firstTryNanos += now - lane.parkedNanos;
  }

  boolean anyDown() {
    return wholeSink.isDown() || (!troubled.isEmpty() && all().anyMatch(Domain::isDown));
  }

  boolean isWholeSink(Domain domain) {
    return domain == wholeSink;
  }

  boolean isWholeSinkDown() {
    return wholeSink.isDown();
  }

  boolean hasParked() {
    return parked > 0;
  }

  int parked() {
    return parked;
  }

  /** Takes out the lane that has been parked longest. */
  @Nullable Lane removeOldest(long now) {
    Lane oldest = null;
    Domain its = wholeSink;
    for (Domain domain : all().toList()) {
      Lane lane = domain.oldest();
      if (lane != null && (oldest == null || lane.parking < oldest.parking)) {
        oldest = lane;
        its = domain;
      }
    }
    if (oldest != null) {
      unpark(its, oldest, now);
    }
    return oldest;
  }

  /** Nanoseconds until a domain is to be tried; {@code Long.MAX_VALUE} if there is none. */
  long untilProbe(long now) {
    return parked == 0
        ? Long.MAX_VALUE
        : all().mapToLong(domain -> domain.untilProbe(now)).min().orElse(Long.MAX_VALUE);
  }

  /** The lanes to try now, one of each domain whose time has come. */
  List<Lane> probes(long now) {
    if (parked == 0) {
      return List.of();
    }
    List<Lane> probes = new ArrayList<>();
    for (Domain domain : all().toList()) {
      Lane lane = domain.untilProbe(now) <= 0 ? domain.oldest() : null;
      if (lane != null) {
        unpark(domain, lane, now);
        domain.probing(lane);
        lane.probe = true;
        probes.add(lane);
      }
    }
    return probes;
  }

  private Stream<Domain> all() {
    return Stream.concat(Stream.of(wholeSink), troubled.values().stream());
  }
}
