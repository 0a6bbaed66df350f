package io.eventrecorder.core.pipeline.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Moves the lanes of a machine that a fault has interrupted to its successor. A lane keeps its
 * writes, its request in flight and its pause. It derives all other states from these.
 */
final class Recovery {
  private final List<Write> writes = new ArrayList<>();
  private final List<Attempt> sent = new ArrayList<>();
  private final List<Lane> waiting = new ArrayList<>();

  /** Sorts lanes by what they need next. */
  Recovery(List<Lane> lanes, long now) {
    for (Lane lane : lanes) {
      lane.recover(now);
      Attempt inFlight = lane.inFlight();
      if (inFlight != null) {
        sent.add(inFlight);
        writes.add(inFlight.write);
      } else if (lane.first() != null) {
        waiting.add(lane);
      }
      for (Write write = lane.first(); write != null; write = write.next) {
        writes.add(write);
      }
    }
    sent.sort((a, b) -> Long.signum(a.startedNanos - b.startedNanos));
    waiting.sort(Comparator.comparingLong(Recovery::firstSequence));
  }

  private static long firstSequence(Lane lane) {
    return Objects.requireNonNull(lane.first()).sequence();
  }

  /** All writes that are left. */
  List<Write> writes() {
    return writes;
  }

  void moveTo(Lanes lanes, InFlight inFlight, boolean closing, long now) {
    for (Attempt attempt : sent) {
      lanes.adopt(attempt.lane);
      lanes.bulkhead().acquire(attempt.lane.failureDomain());
      inFlight.add(attempt);
    }
    for (Lane lane : waiting) {
      lanes.adopt(lane);
      if (lane.state() == Lane.State.BACKING_OFF && !closing) {
        lanes.resumeBackOff(lane);
      } else {
        lanes.ready(lane, now);
      }
    }
    if (closing) {
      lanes.endAllWaiting(now);
    }
  }
}
