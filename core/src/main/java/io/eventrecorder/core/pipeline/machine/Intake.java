package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import java.util.List;

/** Brings events, and the writes that the correlator adds without an event, into lanes. */
final class Intake {
  private final GuardedCorrelator correlator;
  private final DueTimer dueTimer;
  private final Lanes lanes;
  private final SettledWrites settled;
  private final MachineSettings settings;
  private final PipelineCounters counters;
  private long nextSequence;

  Intake(
      GuardedCorrelator correlator,
      Lanes lanes,
      SettledWrites settled,
      MachineSettings settings,
      PipelineCounters counters) {
    this.correlator = correlator;
    this.dueTimer = new DueTimer(correlator);
    this.lanes = lanes;
    this.settled = settled;
    this.settings = settings;
    this.counters = counters;
  }

  /** Goes on with the positions of the machine before a restart. */
  void takeOver(Intake other) {
    nextSequence = other.nextSequence;
  }

  /** The position of the next write. */
  long nextSequence() {
    return nextSequence;
  }

  /** Whether there is room for another write, or the oldest ones make room. */
  boolean wantsMore() {
    boolean hasRoom = counters.waiting < settings.maxWaiting();
    return hasRoom || (!settings.keepsAllWrites() && lanes.domains().hasParked());
  }

  void accept(Event event, long now) {
    Correlation correlation = correlator.correlate(event, now);
    if (correlation == null) {
      counters.correlatorFailed++;
    } else if (correlation.kind() == Correlation.Kind.SUPPRESS) {
      counters.suppressed++;
    } else {
      counters.emitted++;
      enqueue(correlation, now);
    }
    counters.processed++;
  }

  /** Takes the writes of the correlator that are due. */
  void takeDue(long now) {
    if (dueTimer.untilDue(now) <= 0) {
      originate(dueTimer.due(now), now);
      dueTimer.check(now);
    }
  }

  /** Nanoseconds until a write of the correlator is due; {@code Long.MAX_VALUE} if none will be. */
  long untilDue(long now) {
    return dueTimer.untilDue(now);
  }

  /** Takes the correlator's last writes. */
  void drain(long now) {
    originate(correlator.drain(now), now);
  }

  private void originate(List<Correlation> correlations, long now) {
    for (Correlation correlation : correlations) {
      if (correlation != null && correlation.kind() != Correlation.Kind.SUPPRESS) {
        counters.originated++;
        enqueue(correlation, now);
      }
    }
  }

  private void enqueue(Correlation correlation, long now) {
    Lane lane = lanes.of(correlation);
    Write last = lane.last();
    if (last != null && last.absolute() && correlation.absolute()) {
      last.replace(correlation);
      counters.coalesced++;
    } else {
      lane.addLast(new Write(correlation, nextSequence++, now));
      counters.waiting++;
      counters.single += correlation.absolute() ? 0 : 1;
      if (lane.state() == Lane.State.IDLE) {
        lanes.ready(lane, now);
      }
      makeRoom(now);
    }
  }

  /** Gives up the oldest parked writes if too many writes wait. */
  private void makeRoom(long now) {
    while (!settings.keepsAllWrites() && counters.waiting > settings.maxWaiting()) {
      Lane oldest = lanes.evict(now);
      if (oldest == null) {
        return;
      }
      for (Write write = oldest.removeFirst(); write != null; write = oldest.removeFirst()) {
        counters.waiting--;
        settled.evicted(oldest, write, now);
      }
    }
  }
}
