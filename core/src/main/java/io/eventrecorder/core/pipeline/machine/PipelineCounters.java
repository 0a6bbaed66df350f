package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.broadcaster.PipelineStats.EventLedger;
import io.eventrecorder.broadcaster.PipelineStats.Health;
import io.eventrecorder.broadcaster.PipelineStats.Latency;
import io.eventrecorder.broadcaster.PipelineStats.State;
import io.eventrecorder.broadcaster.PipelineStats.WriteLedger;
import java.time.Duration;

/**
 * The counters of a pipeline. Events and writes balance after each step, as {@link
 * io.eventrecorder.broadcaster.PipelineStats} describes. Confined to the thread that drives the
 * machine; other threads see copies.
 */
public final class PipelineCounters {
  /** Events that have left the queue for good. */
  long processed;

  long correlatorFailed;
  long suppressed;
  long emitted;
  long originated;
  long waiting;
  long inFlight;
  long coalesced;
  long delivered;
  long rejected;
  long failed;
  long abandoned;
  long unwritten;

  /** Outstanding writes that are not absolute: no later write replaces them. */
  long single;

  long bugs;

  State state = State.UP;
  String lastError = "";
  long latencyNanos;
  long maxLatencyNanos;

  /** Makes counters that are all zero. */
  public PipelineCounters() {}

  /** Counts a fault of user code. */
  public void countBug() {
    bugs++;
  }

  /** A write was stored. */
  void delivered(long nanos) {
    delivered++;
    latencyNanos += nanos;
    maxLatencyNanos = Math.max(maxLatencyNanos, nanos);
  }

  /**
   * Says whether the pipeline can write.
   *
   * @param newState the state
   * @param why the reason, for people
   */
  public void setState(State newState, String why) {
    state = newState;
    lastError = why;
  }

  /** {@return how many events have left the queue for good} */
  public long processed() {
    return processed;
  }

  /** {@return how many writes wait} */
  public long waiting() {
    return waiting;
  }

  /** {@return how many writes were not done when the pipeline closed} */
  public long abandoned() {
    return abandoned;
  }

  /** {@return how many faults of user code were counted} */
  public long bugs() {
    return bugs;
  }

  /** {@return occurrences that no delivered write includes yet} */
  public long unwritten() {
    return unwritten;
  }

  /**
   * Takes all values of others.
   *
   * @param other the others
   */
  public void copyFrom(PipelineCounters other) {
    state = other.state;
    lastError = other.lastError;
    latencyNanos = other.latencyNanos;
    maxLatencyNanos = other.maxLatencyNanos;
    processed = other.processed;
    correlatorFailed = other.correlatorFailed;
    suppressed = other.suppressed;
    emitted = other.emitted;
    originated = other.originated;
    waiting = other.waiting;
    inFlight = other.inFlight;
    coalesced = other.coalesced;
    delivered = other.delivered;
    rejected = other.rejected;
    failed = other.failed;
    abandoned = other.abandoned;
    unwritten = other.unwritten;
    single = other.single;
    bugs = other.bugs;
  }

  /**
   * The pipeline ends: everything that is queued, waits or is in flight counts as abandoned.
   *
   * @param queued how many events are still in the queue
   */
  public void abandonRest(long queued) {
    processed += queued;
    emitted += queued;
    unwritten += queued;
    abandoned += queued + waiting + inFlight;
    waiting = 0;
    inFlight = 0;
  }

  /**
   * Makes the counters balance again after a fault has interrupted a step: events and writes that
   * cannot be found are lost, and count as failed.
   *
   * @param events how many events the machine has accepted or lost
   * @param nowWaiting how many writes wait
   * @param nowInFlight how many writes are in flight
   * @return how many writes were lost
   * @throws IllegalStateException if there are more events or writes than were counted
   */
  long recount(long events, long nowWaiting, long nowInFlight) {
    long lostEvents = events - (correlatorFailed + suppressed + emitted);
    long ended = coalesced + delivered + rejected + failed + abandoned;
    long lostWrites = emitted + originated - ended - nowWaiting - nowInFlight;
    if (lostEvents < 0 || lostWrites < 0) {
      throw new IllegalStateException("some events or writes are counted twice");
    }
    correlatorFailed += lostEvents;
    processed = events;
    failed += lostWrites;
    waiting = nowWaiting;
    inFlight = nowInFlight;
    return lostWrites;
  }

  /**
   * {@return what happened to the events}
   *
   * @param offered how many events were offered to the queue
   * @param dropped how many of them the queue had no room for
   * @param filtered how many of them the pipeline did not want
   */
  public EventLedger events(long offered, long dropped, long filtered) {
    return new EventLedger(
        offered,
        dropped,
        offered - dropped - filtered - processed,
        filtered,
        correlatorFailed,
        suppressed,
        emitted);
  }

  /**
   * {@return whether the pipeline can write, and how fast}
   *
   * @param queueCapacity how many events the queue has room for
   * @param oldestWaiting how long the write that waits longest has been waiting
   */
  public Health health(int queueCapacity, Duration oldestWaiting) {
    Latency latency =
        new Latency(delivered, Duration.ofNanos(latencyNanos), Duration.ofNanos(maxLatencyNanos));
    return new Health(state, lastError, queueCapacity, oldestWaiting, latency);
  }

  /** {@return what happened to the writes} */
  public WriteLedger writes() {
    return new WriteLedger(
        emitted, originated, waiting, inFlight, coalesced, delivered, rejected, failed, abandoned);
  }
}
