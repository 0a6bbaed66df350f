package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.core.config.PipelineSettings;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What happens between queue and sink, as a state machine: {@code (state, input, now) → what to
 * send}. No threads, no clock, no waiting; {@code now} is a reading of the monotonic clock.
 * Confined to one thread at a time.
 *
 * <p>Its driver feeds {@link #accept events} and {@link #answered answers}, lets it {@link #tick}
 * and {@link #expire} when {@link #nextTimerNanos} says so, and sends what {@link #poll} hands out.
 */
final class PipelineMachine {
  private static final int FEW_LANES = 500;
  private static final long WALK_INTERVAL_NANOS = 100_000_000;

  private final Parts parts;
  private final GuardedCorrelator correlator;
  private final PipelineSettings settings;
  private final PipelineCounters counters;
  private final Lanes lanes;
  private final Flushes flushes = new Flushes();
  private final WriteResults results;

  private final InFlight inFlight = new InFlight();

  /** The last walk over all lanes, and what it found. */
  private long walkedNanos;

  private long oldestWaitingNanos;
  private long nextSequence;
  private boolean dueMuted;
  private long mutedUntilNanos;
  private boolean closing;

  /** What is being settled just now, and with which answer; it is in no lane then. */
  private @Nullable Attempt settling;

  private @Nullable WriteResult settlingAs;

  /** Whether what was being settled when this machine was broken off is nowhere now. */
  private boolean settlingIsLost;

  PipelineMachine(
      EventCorrelator correlator,
      Function<? super Event, String> failureDomain,
      EventNames names,
      PipelineSettings settings,
      RandomGenerator random,
      PipelineLog log,
      PipelineCounters counters) {
    this(
        new Parts(
            new GuardedCorrelator(correlator, counters, log),
            failureDomain,
            names,
            settings,
            new Backoff(settings.retryInitial().toNanos(), settings.retryMax().toNanos(), random),
            log,
            counters));
  }

  /** What a machine is made of, and its successor, too. */
  private record Parts(
      GuardedCorrelator correlator,
      Function<? super Event, String> failureDomain,
      EventNames names,
      PipelineSettings settings,
      Backoff backoff,
      PipelineLog log,
      PipelineCounters counters) {}

  private PipelineMachine(Parts parts) {
    this.parts = parts;
    this.correlator = parts.correlator;
    this.settings = parts.settings;
    this.counters = parts.counters;
    this.lanes = new Lanes(parts.failureDomain, settings.maxInFlight());
    this.results =
        new WriteResults(
            correlator, parts.names, settings, parts.backoff, lanes, flushes, counters, parts.log);
  }

  /**
   * A machine that goes on where this one was broken off by a fault, nobody knows where. It keeps
   * the lanes with what they have to write and what is under way, and makes everything else anew:
   * who is ready, parked or in line follows from them. What is in no lane is counted as failed.
   * This machine keeps what it needs to be tried again.
   *
   * @param events that were accepted, or lost on the way
   * @throws IllegalStateException if that is no state to go on from
   */
  PipelineMachine restarted(long events, long now) {
    PipelineMachine next = new PipelineMachine(parts);
    next.closing = closing;
    next.nextSequence = nextSequence;
    List<Write> there = next.takeOver(lanes.all(), now);
    long lost = counters.recount(events, there.size() - next.inFlight.size(), next.inFlight.size());
    settlingIsLost |= lost > 0; // kept: a second try would find that nothing is missing
    counters.single = there.stream().filter(write -> !write.absolute()).count();
    next.results.takeOver(results);
    next.flushes.takeOver(flushes, there);
    if (settlingIsLost && settling != null && settlingAs != null) {
      next.results.inDoubt(settling, settlingAs, now);
    }
    return next;
  }

  /** Takes lanes over; returns their writes. */
  private List<Write> takeOver(Set<Lane> all, long now) {
    List<Write> there = new ArrayList<>();
    List<Attempt> underWay = new ArrayList<>();
    List<Lane> waiting = new ArrayList<>();
    for (Lane lane : all) {
      lane.takeBackUnsent();
      lane.takenOver(now);
      if (lane.inFlight != null) {
        underWay.add(lane.inFlight);
        there.add(lane.inFlight.write);
      } else if (lane.first() != null) {
        waiting.add(lane);
      }
      for (Write write = lane.first(); write != null; write = write.next) {
        there.add(write);
      }
    }
    underWay.sort((a, b) -> Long.signum(a.startedNanos - b.startedNanos));
    for (Attempt attempt : underWay) {
      lanes.adopt(attempt.lane);
      lanes.bulkhead().take(attempt.lane.domain);
      inFlight.add(attempt);
    }
    waiting.sort(Comparator.comparingLong(lane -> Objects.requireNonNull(lane.first()).sequence));
    for (Lane lane : waiting) {
      lanes.adopt(lane);
      if (lane.backingOff && !closing) {
        lanes.backOff(lane, lane.readyNanos);
      } else {
        lane.backingOff = false;
        lanes.ready(lane, now);
      }
    }
    if (closing) {
      lanes.endAllWaiting(now);
    }
    return there;
  }

  /**
   * Whether another event may come: what waits for the sink is bounded. In an outage it may, unless
   * the application wants to wait: then the oldest leave.
   */
  boolean wantsMore() {
    boolean room = counters.waiting < settings.maxWaiting();
    boolean makesRoom = settings.overflow() != OverflowPolicy.BLOCK && lanes.domains().hasParked();
    return room || makesRoom;
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

  /** Who wants to wait rather than lose waits: with {@code block} nobody leaves. */
  private void makeRoom(long now) {
    boolean leave = settings.overflow() != OverflowPolicy.BLOCK;
    while (leave && counters.waiting > settings.maxWaiting()) {
      Lane oldest = lanes.evict(now);
      if (oldest == null) {
        return;
      }
      for (Write write = oldest.removeFirst(); write != null; write = oldest.removeFirst()) {
        counters.waiting--;
        results.evicted(oldest, write, now);
      }
    }
  }

  /** Runs {@code done} when everything accepted so far is written or counted. */
  void flush(Runnable done) {
    flushes.add(done, nextSequence, counters.waiting + counters.inFlight);
  }

  /** The next request, to be sent at once; null if there is none now. */
  @Nullable Attempt poll(long now) {
    Lane lane = inFlight.size() < settings.maxInFlight() ? lanes.nextReady(now) : null;
    if (lane == null) {
      return null;
    }
    Attempt attempt = lane.attempt(Objects.requireNonNull(lane.first()), now, closing);
    Write unused = lane.removeFirst(); // not before: a fault in between must not lose it
    inFlight.add(attempt);
    lanes.bulkhead().take(lane.domain);
    counters.waiting--;
    counters.inFlight++;
    return attempt;
  }

  /** A late or second answer is ignored. */
  void answered(Attempt attempt, WriteResult result, long now) {
    if (attempt.lane.inFlight == attempt) {
      settling = attempt;
      settlingAs = result;
      inFlight.remove(attempt);
      counters.inFlight--;
      attempt.lane.inFlight = null;
      results.apply(attempt, result, closing, now);
      lanes.release(attempt.lane, now);
      settling = null;
      settlingAs = null;
    }
  }

  /**
   * Requests that have had no answer for too long; the driver cancels them, and the machine has
   * moved on.
   */
  List<Attempt> expire(long now) {
    if (untilTimeout(now) > 0) {
      return List.of();
    }
    List<Attempt> expired = new ArrayList<>();
    WriteResult result = WriteResult.timedOut(settings.attemptTimeout().toNanos());
    for (Attempt next = inFlight.oldest();
        next != null && untilTimeout(now) <= 0;
        next = inFlight.oldest()) {
      expired.add(next);
      answered(next, result, now);
    }
    return expired;
  }

  /** Time has passed: ends back-offs, and writes what the correlator asks for. */
  void tick(long now) {
    lanes.tick(now);
    if (untilDue(now) <= 0) {
      dueMuted = false;
      originate(correlator.due(now), now);
      if (untilDue(now) <= 0) {
        correlator.bug("after due(), nextDueNanos() must lie in the future", now);
        dueMuted = true; // or it would be asked for ever
        mutedUntilNanos = now + PipelineLog.INTERVAL_NANOS;
      }
    }
  }

  /**
   * When {@link #tick} or {@link #expire} has something to do; empty if only an input can change
   * anything.
   */
  OptionalLong nextTimerNanos(long now) {
    long next = Math.min(Math.min(lanes.untilReady(now), untilDue(now)), untilTimeout(now));
    return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(now + next);
  }

  /** From now on each waiting write is tried once more, at once. */
  void close(long now) {
    closing = true;
    lanes.endAllWaiting(now);
  }

  /** The correlator's last writes; after the last event was accepted. */
  void drain(long now) {
    originate(correlator.drain(now), now);
  }

  boolean isIdle() {
    return lanes.isEmpty();
  }

  /** The time is up: all that is left is counted as abandoned. */
  void abandon(long now) {
    for (Lane lane : lanes.removeAll()) {
      Attempt attempt = lane.inFlight;
      if (attempt != null) {
        lane.inFlight = null;
        counters.inFlight--;
        if (attempt.create) {
          lane.mayBeStored();
        }
        results.abandoned(lane, attempt.write, "no answer before the time to close was up", now);
      }
      for (Write write = lane.removeFirst(); write != null; write = lane.removeFirst()) {
        counters.waiting--;
        results.abandoned(lane, write, "not sent before the time to close was up", now);
      }
    }
    inFlight.clear();
    flushes.releaseAll();
  }

  /** Nobody will settle anything any more. */
  void releaseFlushes() {
    flushes.releaseAll();
  }

  PipelineSettings settings() {
    return settings;
  }

  /** For the check that each lane has an input to come. */
  Lanes lanes() {
    return lanes;
  }

  /** Up to 20 events that were lost at close, each with its reason. */
  List<String> examplesOfLost() {
    return results.examplesOfLost();
  }

  /**
   * How long the write that waits longest has been waiting. A walk over all lanes, so where there
   * are many it may be a tenth of a second old.
   */
  long oldestWaitingNanos(long now) {
    if (counters.waiting == 0) {
      return 0;
    }
    if (lanes.size() <= FEW_LANES || now - walkedNanos > WALK_INTERVAL_NANOS) {
      walkedNanos = now;
      oldestWaitingNanos = lanes.oldestWaitingNanos(now);
    }
    return oldestWaitingNanos + (now - walkedNanos);
  }

  Map<String, Long> gauges(long now) {
    return correlator.gauges(now);
  }

  /** Brings the gauges of the counters up to date. */
  void measure(long now) {
    counters.unwritten = counters.single + correlator.unwritten(now);
    counters.state = results.state();
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
      return;
    }
    boolean idle = lane.isIdle();
    lane.addLast(new Write(correlation, nextSequence++, now));
    counters.waiting++;
    counters.single += correlation.absolute() ? 0 : 1;
    if (idle) {
      lanes.ready(lane, now);
    }
    makeRoom(now);
  }

  /** Nanoseconds until a request times out; {@code Long.MAX_VALUE} if none is under way. */
  private long untilTimeout(long now) {
    Attempt first = inFlight.oldest();
    return first == null
        ? Long.MAX_VALUE
        : first.startedNanos - now + settings.attemptTimeout().toNanos();
  }

  /** Nanoseconds until the correlator wants to be asked; {@code Long.MAX_VALUE} if it does not. */
  private long untilDue(long now) {
    OptionalLong due = correlator.nextDueNanos(now);
    if (due.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long until = due.getAsLong() - now;
    return dueMuted ? Math.max(until, mutedUntilNanos - now) : until;
  }
}
