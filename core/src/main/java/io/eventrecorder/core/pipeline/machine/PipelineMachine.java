package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import io.eventrecorder.spi.StatefulCorrelator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The state machine between the queue and the sink: {@code (state, input, now) → requests to send}.
 * It has no threads, no clock and does not wait; each {@code now} is a reading of a monotonic
 * clock, in nanoseconds. Confined to one thread at a time.
 *
 * <p>A driver passes {@link #accept events} and {@link #answered results} to it, calls {@link
 * #tick} and {@link #expire} at the time of {@link #nextTimerNanos}, and sends the requests that
 * {@link #poll} returns.
 */
public final class PipelineMachine {
  private final MachineSettings settings;
  private final Extensions extensions;
  private final RandomGenerator random;
  private final Diagnostics diagnostics;
  private final PipelineCounters counters;

  private final GuardedCorrelator correlator;
  private final Lanes lanes;
  private final OldestWaiting oldestWaiting;
  private final InFlight inFlight = new InFlight();
  private final Flushes flushes = new Flushes();
  private final SettledWrites settled;
  private final WriteResults results;
  private final Intake intake;

  private boolean closing;

  /** The lanes that the successor takes over; null until a fault has interrupted this machine. */
  private @Nullable List<Lane> survivors;

  /** The attempt whose result is being applied, and that result. Its write is in no lane then. */
  private @Nullable Attempt applying;

  private @Nullable WriteResult applyingResult;

  /** Whether a fault has interrupted the step, so that the write of {@link #applying} was lost. */
  private boolean applyingIsLost;

  /**
   * A machine without lanes.
   *
   * @param settings the limits
   * @param extensions the code of others that it calls
   * @param random draws the jitter of pauses
   * @param diagnostics where it reports what it does
   */
  public PipelineMachine(
      MachineSettings settings,
      Extensions extensions,
      RandomGenerator random,
      Diagnostics diagnostics) {
    this.settings = settings;
    this.extensions = extensions;
    this.random = random;
    this.diagnostics = diagnostics;
    this.counters = diagnostics.counters();
    this.correlator = new GuardedCorrelator(extensions.correlator(), diagnostics);
    this.lanes = new Lanes(extensions.failureDomain(), settings.maxInFlight());
    this.oldestWaiting = new OldestWaiting(lanes);
    this.settled = new SettledWrites(correlator, flushes, diagnostics);
    this.intake = new Intake(correlator, lanes, settled, settings, counters);
    this.results =
        new WriteResults(
            extensions.names(), settings.retries(), random, lanes, settled, diagnostics);
  }

  /**
   * Makes a machine that continues after a fault has interrupted this one at an unknown place. It
   * takes over the lanes with their writes and requests, and builds everything else again. A write
   * that is in no lane counts as failed. This machine keeps what it needs for another try.
   *
   * @param events how many events were accepted, or lost before they were
   * @param now the time
   * @return the successor
   * @throws IllegalStateException if the state is not consistent
   */
  public PipelineMachine restarted(long events, long now) {
    PipelineMachine next = new PipelineMachine(settings, extensions, random, diagnostics);
    next.closing = closing;
    next.intake.takeOver(intake);
    if (survivors == null) {
      survivors = lanes.all(); // kept for another try: the successor links them into its own table
    }
    Recovery recovery = new Recovery(survivors, now);
    recovery.moveTo(next.lanes, next.inFlight, closing, now);
    List<Write> writes = recovery.writes();
    long sent = next.inFlight.size();
    long lost = counters.recount(events, writes.size() - sent, sent);
    applyingIsLost |= lost > 0; // kept, because a second try would find that nothing is missing
    counters.single = writes.stream().filter(write -> !write.absolute()).count();
    next.settled.takeOver(settled);
    next.flushes.takeOver(flushes, writes);
    if (applyingIsLost && applying != null && applyingResult != null) {
      next.settled.interrupted(applying, applyingResult, now);
    }
    return next;
  }

  /**
   * {@return whether the machine takes another event} The number of waiting writes is limited.
   * During an outage the oldest writes make room, unless the pipeline keeps all.
   */
  public boolean wantsMore() {
    return intake.wantsMore();
  }

  /**
   * Takes an event.
   *
   * @param event the event
   * @param now the time
   */
  public void accept(Event event, long now) {
    intake.accept(event, now);
  }

  /**
   * Runs an action when everything that was accepted so far is written or counted as lost.
   *
   * @param done the action
   */
  public void flush(Runnable done) {
    flushes.add(done, intake.nextSequence(), counters.waiting + counters.inFlight);
  }

  /**
   * The next request, which the driver sends immediately.
   *
   * @param now the time
   * @return the request; null if there is none now
   */
  public @Nullable Attempt poll(long now) {
    Lane lane = inFlight.size() < settings.maxInFlight() ? lanes.nextReady(now) : null;
    if (lane == null) {
      return null;
    }
    Attempt attempt = lane.start(now, closing);
    inFlight.add(attempt);
    lanes.bulkhead().acquire(lane.failureDomain());
    counters.waiting--;
    counters.inFlight++;
    return attempt;
  }

  /**
   * Takes the result of a request. A late or second result is ignored.
   *
   * @param attempt the request
   * @param result its result
   * @param now the time
   */
  public void answered(Attempt attempt, WriteResult result, long now) {
    Lane lane = attempt.lane;
    if (lane.inFlight() == attempt) {
      applying = attempt;
      applyingResult = result;
      inFlight.remove(attempt);
      counters.inFlight--;
      lane.answered();
      results.apply(attempt, result, closing, now);
      lanes.release(lane, now);
      applying = null;
      applyingResult = null;
    }
  }

  /**
   * Ends the requests that have had no answer for too long.
   *
   * @param now the time
   * @return these requests, which the driver cancels
   */
  public List<Attempt> expire(long now) {
    if (untilTimeout(now) > 0) {
      return List.of();
    }
    List<Attempt> expired = new ArrayList<>();
    WriteResult result = WriteResult.timedOut(settings.attemptTimeoutNanos());
    for (Attempt next = inFlight.oldest();
        next != null && untilTimeout(now) <= 0;
        next = inFlight.oldest()) {
      expired.add(next);
      answered(next, result, now);
    }
    return expired;
  }

  /**
   * Ends pauses, and queues the writes that the correlator is due to write.
   *
   * @param now the time
   */
  public void tick(long now) {
    lanes.tick(now);
    intake.takeDue(now);
  }

  /**
   * {@return when {@link #tick} or {@link #expire} has something to do; empty if only an input can
   * change the state}
   *
   * @param now the time
   */
  public OptionalLong nextTimerNanos(long now) {
    long next = Math.min(Math.min(lanes.untilReady(now), intake.untilDue(now)), untilTimeout(now));
    return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(now + next);
  }

  /**
   * The pipeline closes: from now on each waiting write is tried once more, immediately.
   *
   * @param now the time
   */
  public void close(long now) {
    closing = true;
    lanes.endAllWaiting(now);
  }

  /**
   * Queues the correlator's last writes; called after the last event was accepted.
   *
   * @param now the time
   */
  public void drain(long now) {
    intake.drain(now);
  }

  /** {@return whether no write waits or is in flight} */
  public boolean isIdle() {
    return lanes.isEmpty();
  }

  /**
   * The time to close is up: all writes that are left count as abandoned.
   *
   * @param now the time
   */
  public void abandon(long now) {
    for (Lane lane : lanes.removeAll()) {
      Attempt attempt = lane.inFlight();
      lane.leave();
      if (attempt != null) {
        counters.inFlight--;
        if (attempt.create) {
          lane.maybeStored();
        }
        settled.abandoned(lane, attempt.write, "no answer before the time to close was up", now);
      }
      for (Write write = lane.removeFirst(); write != null; write = lane.removeFirst()) {
        counters.waiting--;
        settled.abandoned(lane, write, "not sent before the time to close was up", now);
      }
    }
    inFlight.clear();
    flushes.releaseAll();
  }

  /** Runs the actions of all flushes, because no write will be settled any more. */
  public void releaseFlushes() {
    flushes.releaseAll();
  }

  /** {@return the limits} */
  public MachineSettings settings() {
    return settings;
  }

  Lanes lanes() {
    return lanes;
  }

  /** {@return up to 20 events that were lost at close, each with its reason} */
  public List<String> examplesOfLost() {
    return settled.examplesOfLost();
  }

  /**
   * {@return how long the write that waits longest has been waiting, in nanoseconds; where many
   * lanes wait, it may be a tenth of a second old}
   *
   * @param now the time
   */
  public long oldestWaitingNanos(long now) {
    return counters.waiting == 0 ? 0 : oldestWaiting.nanos(now);
  }

  /**
   * {@return the correlator's gauges, by name}
   *
   * @param now the time
   */
  public Map<String, Long> gauges(long now) {
    return correlator.gauges(now);
  }

  /**
   * Lets the correlator hand over what has changed in its memory.
   *
   * @param memory the correlator, without the policy for updates
   * @param parts receives the parts
   * @param now the time
   * @return whether that is all of it; false if the correlator threw
   */
  public boolean changes(StatefulCorrelator memory, StatefulCorrelator.Parts parts, long now) {
    return correlator.changes(memory, parts, now);
  }

  /**
   * Updates the counters that are measured and not counted.
   *
   * @param now the time
   */
  public void measure(long now) {
    counters.unwritten = counters.single + correlator.unwritten(now);
    counters.state = results.state();
  }

  /** Nanoseconds until a request times out; {@code Long.MAX_VALUE} if none is in flight. */
  private long untilTimeout(long now) {
    Attempt oldest = inFlight.oldest();
    return oldest == null
        ? Long.MAX_VALUE
        : oldest.startedNanos - now + settings.attemptTimeoutNanos();
  }
}
