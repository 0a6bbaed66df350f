package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All lanes that have something to write, and which of them is next. */
final class Lanes {
  private final Map<Lane.Key, Lane> lanes = new HashMap<>();
  private final Function<? super Event, String> failureDomain;
  private final FailureDomains domains = new FailureDomains();
  private final Bulkhead bulkhead;
  private final ArrayDeque<Lane> ready = new ArrayDeque<>();

  /** By difference, not by value: a monotonic clock may overflow. */
  private final PriorityQueue<Lane> backingOff =
      new PriorityQueue<>((a, b) -> Long.signum(a.readyNanos - b.readyNanos));

  Lanes(Function<? super Event, String> failureDomain, int maxInFlight) {
    this.failureDomain = failureDomain;
    this.bulkhead = new Bulkhead(maxInFlight);
  }

  /** The lane of an event, new if it has nothing to write yet. */
  Lane of(Correlation correlation) {
    Event event = correlation.event();
    Lane.Key key = Lane.Key.of(event);
    Lane lane = lanes.get(key);
    if (lane == null) {
      boolean create = correlation.kind() == Correlation.Kind.CREATE;
      lane = new Lane(key, failureDomain.apply(event), create);
      lanes.put(key, lane);
    }
    return lane;
  }

  /** Each lane once, whatever names it has. */
  Set<Lane> all() {
    Set<Lane> all = Collections.newSetFromMap(new IdentityHashMap<>());
    all.addAll(lanes.values());
    return all;
  }

  /** Takes a lane of others over, as it is. */
  void adopt(Lane lane) {
    lanes.put(lane.key, lane);
    if (lane.alias != null) {
      lanes.putIfAbsent(lane.alias, lane);
    }
  }

  long oldestWaitingNanos(long now) {
    long oldest = 0;
    for (Lane lane : lanes.values()) {
      Write first = lane.first();
      if (first != null) {
        oldest = Math.max(oldest, now - first.sinceNanos);
      }
    }
    return oldest;
  }

  boolean isEmpty() {
    return lanes.isEmpty();
  }

  /** Whether a lane waits for nothing but one of all bulkhead. */
  boolean isReady(Lane lane) {
    return ready.contains(lane);
  }

  /** Whether the end of a lane's back-off is in the timer. */
  boolean isBackingOff(Lane lane) {
    return backingOff.contains(lane);
  }

  int size() {
    return lanes.size();
  }

  FailureDomains domains() {
    return domains;
  }

  Bulkhead bulkhead() {
    return bulkhead;
  }

  /** The lane's first write may be sent, as soon as its domain is up. */
  void ready(Lane lane, long now) {
    if (!park(lane, now)) {
      ready.add(lane);
    }
  }

  /**
   * Parks a lane whose domain is down, and with it those that stand in line for the domain's
   * places: an answer hands out one place, and a lane that is parked passes none on.
   */
  private boolean park(Lane lane, long now) {
    if (!domains.park(lane, now)) {
      return false;
    }
    Lane next = bulkhead.nextInLine(lane.domain);
    while (next != null) {
      if (!domains.park(next, now)) {
        ready.addFirst(next); // the domain's probe
      }
      next = bulkhead.nextInLine(lane.domain);
    }
    return true;
  }

  /**
   * The next lane to send. What has become ready before its domain went down is parked here, and
   * what finds no place in its domain stands in line.
   */
  @Nullable Lane nextReady(long now) {
    Lane lane = ready.poll();
    while (lane != null && (park(lane, now) || bulkhead.standInLine(lane))) {
      lane = ready.poll();
    }
    return lane;
  }

  void backOff(Lane lane, long untilNanos) {
    lane.readyNanos = untilNanos;
    lane.backingOff = true;
    backingOff.add(lane);
  }

  /**
   * Nanoseconds until a back-off ends, or a domain is to be tried or forgotten; {@code
   * Long.MAX_VALUE} if there is none.
   */
  long untilReady(long now) {
    return Math.min(untilBackOffEnds(now), domains.untilNext(now));
  }

  private long untilBackOffEnds(long now) {
    Lane lane = backingOff.peek();
    return lane == null ? Long.MAX_VALUE : lane.readyNanos - now;
  }

  void tick(long now) {
    while (untilBackOffEnds(now) <= 0) {
      Lane lane = backingOff.remove();
      lane.backingOff = false;
      ready(lane, now);
    }
    domains.probes(now).forEach(ready::addFirst);
    domains.forget(now);
  }

  /** At close nothing waits any more. */
  void endAllWaiting(long now) {
    domains.openAll(now, ready::add);
    backingOff.forEach(lane -> lane.backingOff = false);
    ready.addAll(backingOff);
    backingOff.clear();
  }

  /** Later writes come under the lane's new name, unless another lane has that already. */
  void rename(Lane lane, String name) {
    if (lane.alias != null) {
      lanes.remove(lane.alias, lane);
    }
    lane.alias = new Lane.Key(lane.key.namespace(), name);
    lanes.putIfAbsent(lane.alias, lane);
  }

  /** After an answer: the lane goes on, waits, or is done. */
  void release(Lane lane, long now) {
    Lane next = bulkhead.leave(lane.domain);
    if (next != null) {
      ready.addFirst(next);
    }
    if (lane.isIdle()) {
      remove(lane);
    } else if (!lane.backingOff) {
      ready(lane, now);
    }
  }

  /** The lane that has been parked longest, taken out; null if none is. */
  @Nullable Lane evict(long now) {
    Lane oldest = domains.removeOldest(now);
    if (oldest != null) {
      remove(oldest);
    }
    return oldest;
  }

  private void remove(Lane lane) {
    lanes.remove(lane.key);
    if (lane.alias != null) {
      lanes.remove(lane.alias, lane);
    }
  }

  /** Takes all lanes out. */
  List<Lane> removeAll() {
    List<Lane> all = new ArrayList<>(lanes.values());
    bulkhead.clear();
    lanes.clear();
    ready.clear();
    backingOff.clear();
    return all;
  }
}
