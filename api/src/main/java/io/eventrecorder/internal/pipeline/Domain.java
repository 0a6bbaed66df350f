package io.eventrecorder.internal.pipeline;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What fails together, for example the events of one namespace. Up until several events in a row
 * could not be written; then down: its lanes are parked, and one of them after the other is tried,
 * at growing intervals, until one gets through.
 */
final class Domain {
  /** Events in a row whose failures make an outage of what may be bad luck of one event. */
  private static final int THRESHOLD = 3;

  private final Set<Lane.Key> failing = new HashSet<>();

  /** In the order in which they were parked. */
  private final Set<Lane> parked = new LinkedHashSet<>();

  private boolean down;
  private boolean probing;
  private int failedProbes;
  private long probeNanos;

  boolean isDown() {
    return down;
  }

  /** Whether a lane is being tried on its behalf. */
  boolean isProbing() {
    return probing;
  }

  boolean isParked(Lane lane) {
    return parked.contains(lane);
  }

  /** How many tries in a row this outage has seen; for the length of the next pause. */
  int failedProbes() {
    return failedProbes;
  }

  /** True if this was one failure too many. */
  boolean failed(Lane lane) {
    failing.add(lane.key);
    return failing.size() >= THRESHOLD;
  }

  /** No lane is tried before a moment. */
  void down(long untilNanos) {
    down = true;
    probing = false;
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

  /**
   * Nanoseconds until a lane may be tried; {@code Long.MAX_VALUE} while one is, or if there is
   * none.
   */
  long untilProbe(long now) {
    return down && !probing && !parked.isEmpty() ? probeNanos - now : Long.MAX_VALUE;
  }

  /** The lane to try now is on its way. */
  void probing(Lane lane) {
    probing = true;
    parked.remove(lane);
  }

  /** The lane that was tried has its answer. */
  void probed() {
    probing = false;
  }

  /** Something got through, or nobody waits for that any more. */
  void up() {
    down = false;
    probing = false;
    failedProbes = 0;
    failing.clear();
  }
}
