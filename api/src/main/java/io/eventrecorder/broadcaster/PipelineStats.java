package io.eventrecorder.broadcaster;

import java.time.Duration;
import java.util.Map;

/**
 * One consistent snapshot of the statistics of a pipeline. The counters of events and the counters
 * of writes balance in every snapshot: each lost event and each lost write is counted. Immutable.
 *
 * @param name the name of the pipeline
 * @param events what happened to the events that were offered
 * @param writes what happened to the writes that were made of them
 * @param unwritten occurrences that the correlator took and that no delivered count includes yet
 * @param bugs exceptions of user code (correlator, key functions, sink) that were not failures of a
 *     write
 * @param health whether the pipeline can write, and how fast
 * @param gauges the gauges of the correlator, by name
 * @param counters the counters of the sink, by name
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
    /** The pipeline knows of no problem. */
    UP,
    /** Some failure domains are down, for example namespaces. The pipeline writes to the others. */
    DEGRADED,
    /** Nothing can be written. */
    DOWN,
    /**
     * The pipeline has stopped after an internal failure and does not start again. The events that
     * it had count as abandoned, new events as dropped. {@link Health#lastError} has the failure.
     */
    FAILED
  }

  /**
   * Whether a pipeline can write, and how fast.
   *
   * @param state up, degraded, down or failed
   * @param lastError the message of the last failure of a write; empty if there was none
   * @param queueCapacity how many events fit into the queue
   * @param oldestWaiting how long the oldest waiting write has waited; zero if none waits. Measured
   *     whenever the pipeline is idle
   * @param latency how long stored writes took
   */
  public record Health(
      State state, String lastError, int queueCapacity, Duration oldestWaiting, Latency latency) {}

  /**
   * How long stored writes took, each from its last request to its answer.
   *
   * @param count the number of stored writes
   * @param total the sum of their times
   * @param max the longest time
   */
  public record Latency(long count, Duration total, Duration max) {}

  /**
   * What happened to the events that were offered. The counters balance: {@code offered = dropped +
   * queued + filtered + correlatorFailed + suppressed + emitted}.
   *
   * @param offered events that reached the pipeline
   * @param dropped events lost because the queue was full
   * @param queued events that wait for the pipeline now
   * @param filtered events that the filter did not take
   * @param correlatorFailed events lost because the correlator threw
   * @param suppressed events that the correlator decided not to write
   * @param emitted events that became a write
   */
  public record EventLedger(
      long offered,
      long dropped,
      long queued,
      long filtered,
      long correlatorFailed,
      long suppressed,
      long emitted) {
    /** {@return whether the counters balance} */
    public boolean balances() {
      return offered == dropped + queued + filtered + correlatorFailed + suppressed + emitted;
    }
  }

  /**
   * What happened to the writes. The counters balance: {@code emitted + originated = waiting +
   * inFlight + coalesced + delivered + rejected + failed + abandoned}.
   *
   * @param emitted writes that an event caused
   * @param originated writes that the correlator made without a new event: catch-up, refresh, drain
   * @param waiting writes that wait for their first or next try
   * @param inFlight writes that were sent and not answered yet
   * @param coalesced writes replaced by a newer state of the same event while they waited
   * @param delivered writes that the sink stored
   * @param rejected writes that the sink refused for good
   * @param failed writes given up because tries or time were used up
   * @param abandoned writes left when the pipeline was closed
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
    /** {@return whether the counters balance} */
    public boolean balances() {
      return emitted + originated
          == waiting + inFlight + coalesced + delivered + rejected + failed + abandoned;
    }
  }
}
