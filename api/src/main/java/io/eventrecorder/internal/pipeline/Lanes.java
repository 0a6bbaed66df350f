package io.eventrecorder.internal.pipeline;

import io.eventrecorder.spi.Correlation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** All lanes that have something to write, and which of them is next. */
final class Lanes {
  private final Map<Lane.Key, Lane> lanes = new HashMap<>();
  private final ArrayDeque<Lane> ready = new ArrayDeque<>();

  /** By difference, not by value: a monotonic clock may overflow. */
  private final PriorityQueue<Lane> backingOff =
      new PriorityQueue<>((a, b) -> Long.signum(a.readyNanos - b.readyNanos));

  /** The lane of an event, new if it has nothing to write yet. */
  Lane of(Correlation correlation) {
    Lane.Key key = Lane.Key.of(correlation.event());
    Lane lane = lanes.get(key);
    if (lane == null) {
      lane = new Lane(key, correlation.kind() == Correlation.Kind.CREATE);
      lanes.put(key, lane);
    }
    return lane;
  }

  boolean isEmpty() {
    return lanes.isEmpty();
  }

  /** The lane's first write may be sent. */
  void ready(Lane lane) {
    ready.add(lane);
  }

  @Nullable Lane nextReady() {
    return ready.poll();
  }

  void backOff(Lane lane, long untilNanos) {
    lane.readyNanos = untilNanos;
    lane.backingOff = true;
    backingOff.add(lane);
  }

  /** Nanoseconds until a back-off ends; {@code Long.MAX_VALUE} if there is none. */
  long untilReady(long now) {
    Lane lane = backingOff.peek();
    return lane == null ? Long.MAX_VALUE : lane.readyNanos - now;
  }

  void endBackOffs(long now) {
    while (untilReady(now) <= 0) {
      Lane lane = backingOff.remove();
      lane.backingOff = false;
      ready.add(lane);
    }
  }

  void endAllBackOffs() {
    backingOff.forEach(lane -> lane.backingOff = false);
    ready.addAll(backingOff);
    backingOff.clear();
  }

  /** Later writes come under the lane's new name. */
  void rename(Lane lane, String name) {
    lane.alias = new Lane.Key(lane.key.namespace(), name);
    lanes.put(lane.alias, lane);
  }

  /** After an answer: the lane goes on, waits, or is done. */
  void release(Lane lane) {
    if (lane.isIdle()) {
      lanes.remove(lane.key);
      if (lane.alias != null) {
        lanes.remove(lane.alias);
      }
    } else if (!lane.backingOff) {
      ready.add(lane);
    }
  }

  /** Takes all lanes out. */
  List<Lane> removeAll() {
    List<Lane> all = new ArrayList<>(lanes.values());
    lanes.clear();
    ready.clear();
    backingOff.clear();
    return all;
  }
}
