package io.eventrecorder.core.pipeline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.broadcaster.PipelineStats.State;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The ledgers as everybody may see them. The worker publishes after each step, so a snapshot
 * balances at any moment, also while the worker is stuck in user code. Whoever closes the
 * statistics first, worker or closer, has the last word: that is how ownership passes, exactly
 * once.
 */
final class StatsPublisher {
  private final String name;
  private final EventQueue queue;
  private final EventClock clock;

  @GuardedBy("this")
  private final PipelineCounters published = new PipelineCounters();

  @GuardedBy("this")
  private Map<String, Long> gauges = Map.of();

  /** Since when the oldest waiting write waits. A duration would stand still while nobody looks. */
  @GuardedBy("this")
  private long oldestSinceNanos;

  @GuardedBy("this")
  private List<String> lost = List.of();

  @GuardedBy("this")
  private boolean closed;

  StatsPublisher(String name, EventQueue queue, EventClock clock) {
    this.name = name;
    this.queue = queue;
    this.clock = clock;
    this.oldestSinceNanos = clock.nanoTime();
  }

  /** The worker's step is done. Without effect once the statistics are closed. */
  synchronized void publish(PipelineCounters counters) {
    if (!closed) {
      published.copyFrom(counters);
    }
  }

  /** What takes longer to find out, and is told when the worker has time. */
  synchronized void publish(Map<String, Long> newGauges, long newOldestSinceNanos) {
    gauges = newGauges;
    oldestSinceNanos = newOldestSinceNanos;
  }

  /** The worker has done its last write, and tells what was lost. */
  synchronized void lost(List<String> examples) {
    lost = List.copyOf(examples);
  }

  /** Up to 20 events that were lost at close, each with its reason. */
  synchronized List<String> examplesOfLost() {
    return lost;
  }

  /**
   * Counts all that is left as abandoned; false if somebody else has closed the statistics before.
   */
  synchronized boolean close() {
    if (closed) {
      return false;
    }
    published.abandonRest(queue.entered() - published.processed);
    closed = true;
    return true;
  }

  /** The worker does not go on: what was published last stays, and this is why. */
  synchronized void fail(String why) {
    if (!closed) {
      published.state = State.FAILED;
      published.lastError = why;
    }
  }

  /** Nothing can be written before the worker runs; then it publishes something else. */
  synchronized void waitForThread(String why) {
    published.state = State.DOWN;
    published.lastError = why;
  }

  synchronized boolean haveFailed() {
    return published.state == State.FAILED;
  }

  synchronized boolean areClosed() {
    return closed;
  }

  synchronized PipelineStats stats(Map<String, Long> counters) {
    return new PipelineStats(
        name,
        published.events(queue.counts()),
        published.writes(),
        published.unwritten,
        published.bugs,
        published.health(queue.capacity(), oldestWaiting()),
        gauges,
        counters);
  }

  @GuardedBy("this")
  private Duration oldestWaiting() {
    return published.waiting == 0
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, clock.nanoTime() - oldestSinceNanos));
  }
}
