package io.eventrecorder.core.pipeline;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What fails together, for example the events of one namespace. Up until several events in a row
 * could not be written; then down: its lanes are parked, and one of them after the other is tried,
 * at growing intervals, until one gets through. Changed by {@link FailureDomains} only, which keeps
 * it in order.
 */
final class FailureDomain {
  /** Events in a row whose failures make an outage of what may be bad luck of one event. */
  private static final int THRESHOLD = 3;

  /** Empty for the sink as a whole. */
  final String name;

  /** Tells apart those whose probes are due at the same moment. */
  final long serial;

  private final Set<Lane.Key> failing = new HashSet<>(4);

  /** In the order in which they were parked. */
  private final Set<Lane> parked = new LinkedHashSet<>();

  private boolean down;

  /** Whether the sink has asked for the pause. */
  private boolean asked;

  /** The lane that is being tried on its behalf; null if there is none. */
  private @Nullable Lane probe;

  private int failedProbes;
  private long probeNanos;

  /** Since when nothing has waited for it and nothing has failed. */
  long quietNanos;

  FailureDomain(String name, long serial) {
    this.name = name;
    this.serial = serial;
  }

  boolean isDown() {
    return down;
  }

  /** Whether it is down, and not only busy. */
  boolean isOutage() {
    return down && !asked;
  }

  /** Whether nothing has failed since something got through. */
  boolean isWell() {
    return !down && failing.isEmpty();
  }

  /** Whether a lane is being tried on its behalf. */
  boolean isProbing() {
    return probe != null;
  }

  boolean isParked(Lane lane) {
    return parked.contains(lane);
  }

  /** Whether a lane waits for it, or is being tried on its behalf. */
  boolean isAwaited() {
    return probe != null || !parked.isEmpty();
  }

  /** Whether a lane is to be tried at {@link #probeNanos()}. */
  boolean hasProbeToCome() {
    return down && probe == null && !parked.isEmpty();
  }

  /** No lane is tried before this moment. */
  long probeNanos() {
    return probeNanos;
  }

  /** How many tries in a row this outage has seen; for the length of the next pause. */
  int failedProbes() {
    return failedProbes;
  }

  /** True if this was one failure too many. */
  boolean failed(Lane lane) {
    if (failing.size() < THRESHOLD) {
      failing.add(lane.key);
    }
    return failing.size() >= THRESHOLD;
  }

  /** No lane is tried before a moment. */
  void down(long untilNanos, boolean isAsked) {
    down = true;
    asked = isAsked;
    probed();
    failedProbes++;
    probeNanos = untilNanos;
  }

  void park(Lane lane) {
    parked.add(lane);
  }

  /** The lane that has been parked longest; null if there is none. */
  @Nullable Lane oldest() {
    return parked.isEmpty() ? null : parked.iterator().next();
  }

  void unpark(Lane lane) {
    parked.remove(lane);
  }

  /** A lane is tried on its behalf. */
  void probe(Lane lane) {
    probe = lane;
    lane.probeOf = this;
  }

  /** No lane is tried on its behalf any more: whatever is answered to it is no answer to that. */
  void probed() {
    if (probe != null) {
      probe.probeOf = null;
      probe = null;
    }
  }

  /** Something got through, or nobody waits for that any more. */
  void up() {
    down = false;
    asked = false;
    probed();
    failedProbes = 0;
    failing.clear();
  }
}
