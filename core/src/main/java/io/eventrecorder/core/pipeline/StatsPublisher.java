package io.eventrecorder.core.pipeline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.broadcaster.PipelineStats.State;
import io.eventrecorder.core.pipeline.machine.PipelineCounters;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Publishes the statistics of a pipeline to all threads. The worker publishes after each step, so
 * every snapshot balances, even while the worker hangs in user code. The worker and the thread that
 * closes the pipeline both call {@link #close}; the first call decides what is counted last.
 */
final class StatsPublisher {
  private final String name;
  private final EventQueue queue;
  private final EventClock clock;

  @GuardedBy("this")
  private final PipelineCounters published = new PipelineCounters();

  @GuardedBy("this")
  private Map<String, Long> gauges = Map.of();

  /** Since when the oldest waiting write waits. A moment, because a duration would not grow. */
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

  /** Publishes the counters after a step of the worker. Has no effect after {@link #close}. */
  synchronized void publish(PipelineCounters counters) {
    if (!closed) {
      published.copyFrom(counters);
    }
  }

  /** Publishes the values that take longer to measure. The worker does it when it has time. */
  synchronized void publish(Map<String, Long> newGauges, long newOldestSinceNanos) {
    gauges = newGauges;
    oldestSinceNanos = newOldestSinceNanos;
  }

  /** Publishes the events that the worker has lost, after its last write. */
  synchronized void lost(List<String> examples) {
    lost = List.copyOf(examples);
  }

  /** Up to 20 events that were lost at close, each with its reason. */
  synchronized List<String> examplesOfLost() {
    return lost;
  }

  /** Counts the remaining events as abandoned; returns false if that was done before. */
  synchronized boolean close() {
    if (closed) {
      return false;
    }
    published.abandonRest(queue.entered() - published.processed());
    closed = true;
    return true;
  }

  /** The worker has failed. The counters that were published last stay. */
  synchronized void fail(String why) {
    if (!closed) {
      published.setState(State.FAILED, why);
    }
  }

  /** No thread could be started. Nothing is written until one is; then the worker publishes. */
  synchronized void waitForThread(String why) {
    published.setState(State.DOWN, why);
  }

  synchronized boolean hasFailed() {
    return published.state() == State.FAILED;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** A snapshot. The sink's counters, by name, become part of it. */
  synchronized PipelineStats stats(Map<String, Long> sinkCounters) {
    EventQueue.Counts events = queue.counts();
    return new PipelineStats(
        name,
        published.events(events.offered(), events.dropped(), events.filtered()),
        published.writes(),
        published.unwritten(),
        published.bugs(),
        published.health(queue.capacity(), oldestWaiting()),
        gauges,
        sinkCounters);
  }

  @GuardedBy("this")
  private Duration oldestWaiting() {
    return published.waiting() == 0
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, clock.nanoTime() - oldestSinceNanos));
  }
}
