package io.eventrecorder.core.pipeline.machine;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events that fail together, for example those of one namespace, with their circuit breaker. The
 * circuit opens when several events in a row could not be written. Then the lanes are parked. One
 * lane at a time is sent as a probe, after growing pauses, until a write gets through. Only {@link
 * FailureDomains} changes it.
 */
final class FailureDomain {
  /** This many events that fail in a row are an outage; fewer may fail for their own reasons. */
  private static final int THRESHOLD = 3;

  private final String name;
  private final long serial;
  private final Set<EventKey> failing = new HashSet<>(4);

  /** In the order in which the lanes were parked. */
  private final Set<Lane> parked = new LinkedHashSet<>();

  private CircuitState state = CircuitState.CLOSED;

  /** Whether the circuit is open because the sink has asked for a pause. */
  private boolean pauseRequested;

  /** The lane whose answer decides, in the state {@code HALF_OPEN}; else null. */
  private @Nullable Lane probe;

  private int failedProbes;
  private long probeNanos;
  private long idleSinceNanos;

  /**
   * A domain whose circuit is closed.
   *
   * @param name the domain's name; empty for the sink as a whole
   * @param serial orders domains whose probes are due at the same moment
   */
  FailureDomain(String name, long serial) {
    this.name = name;
    this.serial = serial;
  }

  String name() {
    return name;
  }

  long serial() {
    return serial;
  }

  CircuitState state() {
    return state;
  }

  /** Whether writes must wait. */
  boolean isOpen() {
    return state != CircuitState.CLOSED;
  }

  /** Whether the circuit is open, and not only because the sink has asked for a pause. */
  boolean isOutage() {
    return isOpen() && !pauseRequested;
  }

  /** Whether no write has failed since one got through. */
  boolean hasNoFailures() {
    return !isOpen() && failing.isEmpty();
  }

  boolean isParked(Lane lane) {
    return parked.contains(lane);
  }

  /** Whether a lane waits for the circuit, or probes it. */
  boolean isAwaited() {
    return probe != null || !parked.isEmpty();
  }

  /** Whether a lane can be sent as a probe at {@link #probeNanos()}. */
  boolean awaitsProbe() {
    return state == CircuitState.OPEN && !parked.isEmpty();
  }

  /** No probe is sent before this moment. */
  long probeNanos() {
    return probeNanos;
  }

  /** How many tries in a row have failed in this outage; the next pause depends on it. */
  int failedProbes() {
    return failedProbes;
  }

  /** Since when nothing has waited for the circuit and nothing has failed. */
  long idleSinceNanos() {
    return idleSinceNanos;
  }

  void idleSince(long now) {
    idleSinceNanos = now;
  }

  /** Counts a failure; returns whether so many events have failed in a row that it is an outage. */
  boolean failed(Lane lane) {
    if (failing.size() < THRESHOLD) {
      failing.add(lane.key());
    }
    return failing.size() >= THRESHOLD;
  }

  /** Opens the circuit; no probe is sent before a moment. */
  void open(long untilNanos, boolean onRequest) {
    dropProbe();
    state = CircuitState.OPEN;
    pauseRequested = onRequest;
    failedProbes++;
    probeNanos = untilNanos;
  }

  void park(Lane lane, long now) {
    lane.park(this, now);
    parked.add(lane);
  }

  /** The lane that has been parked longest; null if there is none. */
  @Nullable Lane oldest() {
    return parked.isEmpty() ? null : parked.iterator().next();
  }

  void unpark(Lane lane, long now) {
    parked.remove(lane);
    lane.unpark(now);
  }

  /** Half-opens the circuit: the next request of a lane is its probe. */
  void halfOpen(Lane lane) {
    state = CircuitState.HALF_OPEN;
    probe = lane;
    lane.probe(this);
  }

  /** The probe has ended, with or without an answer: the circuit needs another probe. */
  void endProbe() {
    if (state == CircuitState.HALF_OPEN) {
      state = CircuitState.OPEN;
    }
    dropProbe();
  }

  /** A write got through, or no lane waits for the circuit any more. */
  void close() {
    dropProbe();
    state = CircuitState.CLOSED;
    pauseRequested = false;
    failedProbes = 0;
    failing.clear();
  }

  private void dropProbe() {
    if (probe != null) {
      probe.endProbe();
      probe = null;
    }
  }
}
