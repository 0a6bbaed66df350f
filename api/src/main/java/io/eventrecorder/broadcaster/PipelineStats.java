package io.eventrecorder.broadcaster;

import java.time.Duration;
import java.util.Map;

/**
 * One consistent snapshot of a pipeline. Both ledgers balance in every snapshot: nothing disappears
 * without a counter.
 *
 * @param name the pipeline
 * @param events what became of the events that were offered
 * @param writes what became of the writes that were made of them
 * @param unwritten occurrences that went through the correlator and that no delivered count
 *     includes yet
 * @param bugs exceptions of user code (correlator, key functions, sink) that were not failures of a
 *     write
 * @param health whether it can write, and how fast
 * @param gauges what the correlator shows, by name
 * @param counters what the sink counts, by name
 */
public record PipelineStats(
    String name,
    EventLedger events,
    WriteLedger writes,
    long unwritten,
    long bugs,
    Health health,
    Map<String, Long> gauges,
    Map<String, Long> counters) {

  /** Whether a pipeline can write. */
  public enum State {
    /** All is well, as far as the pipeline knows. */
    UP,
    /** Some failure domains are down, for example namespaces; others are written to. */
    DEGRADED,
    /** Nothing can be written. */
    DOWN,
    /**
     * The pipeline has stopped by a fault of its own, and does not go on: what it had is counted as
     * abandoned, what comes as dropped. {@link Health#lastError} says why.
     */
    FAILED
  }

  /**
   * Whether a pipeline can write, and how fast.
   *
   * @param state up, degraded, down or failed
   * @param lastError the last failure of a write, in words; empty if there was none
   * @param queueCapacity how many events the queue has room for
   * @param oldestWaiting how long the write that waits longest has been waiting; zero if none
   *     waits. Measured whenever the pipeline has nothing else to do
   * @param latency how long stored writes took
   */
  public record Health(
      State state, String lastError, int queueCapacity, Duration oldestWaiting, Latency latency) {}

  /**
   * How long stored writes took, each from its last request to its answer.
   *
   * @param count stored writes
   * @param total the sum of their times
   * @param max the longest time
   */
  public record Latency(long count, Duration total, Duration max) {}

  /**
   * {@code offered = dropped + queued + filtered + correlatorFailed + suppressed + emitted}.
   *
   * @param offered events that reached the pipeline
   * @param dropped lost because the queue was full
   * @param queued waiting for the pipeline now
   * @param filtered not wanted by the pipeline's filter
   * @param correlatorFailed lost because the correlator threw
   * @param suppressed not written by decision of the correlator
   * @param emitted made into a write
   */
  public record EventLedger(
      long offered,
      long dropped,
      long queued,
      long filtered,
      long correlatorFailed,
      long suppressed,
      long emitted) {
    /** {@return whether every event is accounted for} */
    public boolean balances() {
      return offered == dropped + queued + filtered + correlatorFailed + suppressed + emitted;
    }
  }

  /**
   * {@code emitted + originated = waiting + inFlight + coalesced + delivered + rejected + failed +
   * abandoned}.
   *
   * @param emitted writes made of an event
   * @param originated writes that no single event asked for: catch-up, refresh, drain
   * @param waiting not sent yet, or waiting for another try
   * @param inFlight sent, not answered
   * @param coalesced replaced by a newer state of the same event while they waited
   * @param delivered stored
   * @param rejected refused by the sink for good
   * @param failed given up: tries or time were used up
   * @param abandoned left when the pipeline was closed
   */
  public record WriteLedger(
      long emitted,
      long originated,
      long waiting,
      long inFlight,
      long coalesced,
      long delivered,
      long rejected,
      long failed,
      long abandoned) {
    /** {@return whether every write is accounted for} */
    public boolean balances() {
      return emitted + originated
          == waiting + inFlight + coalesced + delivered + rejected + failed + abandoned;
    }
  }
}
