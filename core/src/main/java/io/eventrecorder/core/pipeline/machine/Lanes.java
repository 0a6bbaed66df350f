package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All lanes that have something to write, and which of them is next. */
final class Lanes {
  private final LaneMap lanes = new LaneMap();

  /** Lanes by their second name, if they have one; nearly always empty. */
  private final Map<EventKey, Lane> aliases = new HashMap<>(4);

  private final Function<? super Event, String> failureDomain;
  private final FailureDomains domains = new FailureDomains();
  private final Bulkhead bulkhead;
  private final ArrayDeque<Lane> ready = new ArrayDeque<>();

  /** Times are compared by their difference, because a monotonic clock may overflow. */
  private final PriorityQueue<Lane> backingOff =
      new PriorityQueue<>((a, b) -> Long.signum(a.readyNanos() - b.readyNanos()));

  Lanes(Function<? super Event, String> failureDomain, int maxInFlight) {
    this.failureDomain = failureDomain;
    this.bulkhead = new Bulkhead(maxInFlight);
  }

  /** The lane of an event. It is new if nothing of the event waits or is in flight. */
  Lane of(Correlation correlation) {
    Event event = correlation.event();
    Lane lane = find(event);
    if (lane == null) {
      boolean create = correlation.kind() == Correlation.Kind.CREATE;
      lane = new Lane(event, failureDomain.apply(event), create);
      lanes.add(lane);
    }
    return lane;
  }

  private @Nullable Lane find(Event event) {
    Lane lane = lanes.get(event.namespace(), event.name());
    return lane == null && !aliases.isEmpty() ? aliases.get(EventKey.of(event)) : lane;
  }

  List<Lane> all() {
    return lanes.all();
  }

  /** Adds a lane of another machine, without a change of its state. */
  void adopt(Lane lane) {
    lanes.add(lane);
    if (!aliases.isEmpty()) {
      aliases.remove(lane.key());
    }
    EventKey alias = lane.identity().alias();
    if (alias != null) {
      addAlias(alias, lane);
    }
  }

  /** A lane's own name is stronger than the second name of another. */
  private void addAlias(EventKey alias, Lane lane) {
    if (lanes.get(alias.namespace(), alias.name()) == null) {
      aliases.putIfAbsent(alias, lane);
    }
  }

  /** How long the write that waits longest has been waiting, in nanoseconds; walks over all. */
  long oldestWaitingNanos(long now) {
    long oldest = 0;
    for (Lane lane : lanes.all()) {
      Write first = lane.first();
      if (first != null) {
        oldest = Math.max(oldest, now - first.sinceNanos());
      }
    }
    return oldest;
  }

  boolean isEmpty() {
    return lanes.size() == 0;
  }

  int size() {
    return lanes.size();
  }

  boolean isReady(Lane lane) {
    return ready.contains(lane);
  }

  /** Whether a timer ends the lane's pause. */
  boolean isBackingOff(Lane lane) {
    return backingOff.contains(lane);
  }

  FailureDomains domains() {
    return domains;
  }

  Bulkhead bulkhead() {
    return bulkhead;
  }

  /** The lane's first write may be sent as soon as its circuit is closed. */
  void ready(Lane lane, long now) {
    lane.ready();
    queue(lane, now);
  }

  /** Queues a lane that is ready, unless its circuit is open. */
  void queue(Lane lane, long now) {
    if (!park(lane, now)) {
      ready.add(lane);
    }
  }

  /**
   * Parks a lane whose circuit is open, and with it the lanes that wait for a permit of its domain.
   * An answer frees one permit only, and a parked lane would not pass it on.
   */
  private boolean park(Lane lane, long now) {
    if (!domains.park(lane, now)) {
      return false;
    }
    String domain = lane.failureDomain();
    for (Lane next = bulkhead.removeNext(domain);
        next != null;
        next = bulkhead.removeNext(domain)) {
      if (!domains.park(next, now)) {
        ready.addFirst(next); // the probe of the circuit
      }
    }
    return true;
  }

  /**
   * The next lane to send; null if there is none. Lanes whose circuit has opened since they became
   * ready are parked here, and lanes that get no permit of their domain wait in its queue.
   */
  @Nullable Lane nextReady(long now) {
    Lane lane = ready.poll();
    while (lane != null && (park(lane, now) || bulkhead.queueIfFull(lane))) {
      lane = ready.poll();
    }
    return lane;
  }

  void backOff(Lane lane, long untilNanos) {
    lane.backOff(untilNanos);
    backingOff.add(lane);
  }

  /** Sets the timer of a lane of another machine that backs off already. */
  void resumeBackOff(Lane lane) {
    backingOff.add(lane);
  }

  /**
   * Nanoseconds until a pause ends, or a domain must be probed or forgotten; {@code Long.MAX_VALUE}
   * if there is nothing to wait for.
   */
  long untilReady(long now) {
    return Math.min(untilBackOffEnds(now), domains.untilNext(now));
  }

  private long untilBackOffEnds(long now) {
    Lane lane = backingOff.peek();
    return lane == null ? Long.MAX_VALUE : lane.readyNanos() - now;
  }

  void tick(long now) {
    while (untilBackOffEnds(now) <= 0) {
      ready(backingOff.remove(), now);
    }
    domains.probes(now).forEach(ready::addFirst);
    domains.forget(now);
  }

  /** The pipeline closes: no lane waits for a circuit or for the end of a pause any more. */
  void endAllWaiting(long now) {
    domains.bypass(now, ready::add);
    backingOff.forEach(Lane::ready);
    ready.addAll(backingOff);
    backingOff.clear();
  }

  /** Later writes find the lane under its new name, too, unless another lane has that name. */
  void rename(Lane lane, String name) {
    removeAlias(lane);
    addAlias(lane.rename(name), lane);
  }

  /** After a result was applied: the lane continues, waits, or has no more work. */
  void release(Lane lane, long now) {
    Lane next = bulkhead.release(lane.failureDomain());
    if (next != null) {
      ready.addFirst(next);
    }
    if (lane.first() == null) {
      remove(lane);
    } else if (lane.state() != Lane.State.BACKING_OFF) {
      ready(lane, now);
    }
  }

  /** Takes out the lane that has been parked longest; null if none is parked. */
  @Nullable Lane evict(long now) {
    Lane oldest = domains.removeOldest(now);
    if (oldest != null) {
      oldest.leave();
      remove(oldest);
    }
    return oldest;
  }

  private void remove(Lane lane) {
    lanes.remove(lane);
    removeAlias(lane);
  }

  private void removeAlias(Lane lane) {
    EventKey alias = lane.identity().alias();
    if (alias != null) {
      aliases.remove(alias, lane);
    }
  }

  /** Takes out all lanes. */
  List<Lane> removeAll() {
    List<Lane> all = lanes.all();
    bulkhead.clear();
    lanes.clear();
    aliases.clear();
    ready.clear();
    backingOff.clear();
    return all;
  }
}
