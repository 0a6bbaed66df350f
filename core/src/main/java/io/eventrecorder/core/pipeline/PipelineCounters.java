package io.eventrecorder.core.pipeline;

import io.eventrecorder.broadcaster.PipelineStats.EventLedger;
import io.eventrecorder.broadcaster.PipelineStats.Health;
import io.eventrecorder.broadcaster.PipelineStats.Latency;
import io.eventrecorder.broadcaster.PipelineStats.State;
import io.eventrecorder.broadcaster.PipelineStats.WriteLedger;
import java.time.Duration;

/**
 * The counters of a pipeline's worker. Confined to whoever owns the pipeline; others see copies.
 */
final class PipelineCounters {
  /**
   * Events taken from the queue for good: what is queued is what was offered and neither dropped
   * nor processed.
   */
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

  /**
   * Outstanding writes that are no absolute states: each stands for itself, so each is unwritten.
   */
  long single;

  long bugs;

  State state = State.UP;
  String lastError = "";
  long latencyNanos;
  long maxLatencyNanos;

  void copyFrom(PipelineCounters other) {
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
   * Closes the statistics: what is still queued counts as written and left, like what waits or is
   * under way.
   */
  void abandonRest(long queued) {
    processed += queued;
    emitted += queued;
    unwritten += queued;
    abandoned += queued + waiting + inFlight;
    waiting = 0;
    inFlight = 0;
  }

  /**
   * Makes the ledgers balance again after a step was broken off: what is neither where it was nor
   * where it should be is lost, and counted.
   *
   * @param events that the queue has handed out and that wait for nobody any more
   * @param nowWaiting writes that are found waiting
   * @param nowInFlight writes that are found under way
   * @return the writes that were lost
   * @throws IllegalStateException if there are more than there have ever been
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

  EventLedger events(EventQueue.Counts queue) {
    return new EventLedger(
        queue.offered(),
        queue.dropped(),
        queue.offered() - queue.dropped() - queue.filtered() - processed,
        queue.filtered(),
        correlatorFailed,
        suppressed,
        emitted);
  }

  Health health(int queueCapacity, Duration oldestWaiting) {
    Latency latency =
        new Latency(delivered, Duration.ofNanos(latencyNanos), Duration.ofNanos(maxLatencyNanos));
    return new Health(state, lastError, queueCapacity, oldestWaiting, latency);
  }

  WriteLedger writes() {
    return new WriteLedger(
        emitted, originated, waiting, inFlight, coalesced, delivered, rejected, failed, abandoned);
  }
}
