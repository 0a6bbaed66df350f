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

  private final PublishedCounters published = new PublishedCounters();

  /** The counters at the end. They are made here, because the heap may be full then. */
  @GuardedBy("this")
  private final PipelineCounters last = new PipelineCounters();

  private volatile boolean closed;
  private volatile boolean failed;

  @GuardedBy("this")
  private Map<String, Long> gauges = Map.of();

  /** Since when the oldest waiting write waits. A moment, because a duration would not grow. */
  @GuardedBy("this")
  private long oldestSinceNanos;

  @GuardedBy("this")
  private List<String> lost = List.of();

  StatsPublisher(String name, EventQueue queue, EventClock clock) {
    this.name = name;
    this.queue = queue;
    this.clock = clock;
    this.oldestSinceNanos = clock.nanoTime();
  }

  /** Publishes the worker's counters. Has no effect after {@link #close}. */
  void publish(PipelineCounters counters) {
    published.set(counters);
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
    published.copyTo(last);
    last.abandonRest(queue.entered() - last.processed());
    closed = true;
    return true;
  }

  /** The worker has failed. The counters that were published last stay. Called by the worker. */
  void fail(String why) {
    if (!closed) {
      published.setState(State.FAILED, why);
      failed = true;
    }
  }

  /** No thread could be started. Nothing is written until one is; then the worker publishes. */
  void waitForThread(String why) {
    published.setState(State.DOWN, why);
  }

  boolean hasFailed() {
    return failed;
  }

  boolean isClosed() {
    return closed;
  }

  @GuardedBy("this")
  private PipelineCounters counters() {
    PipelineCounters counters = last;
    if (!closed) {
      counters = new PipelineCounters();
      published.copyTo(counters);
    }
    return counters;
  }

  /** A snapshot. The sink's counters, by name, become part of it. */
  synchronized PipelineStats stats(Map<String, Long> sinkCounters) {
    PipelineCounters counters = counters();
    // Counted after the counters were read, so that no event has left that has not come.
    EventQueue.Counts events = queue.counts();
    return new PipelineStats(
        name,
        counters.events(events.offered(), events.dropped(), events.filtered()),
        counters.writes(),
        counters.unwritten(),
        counters.bugs(),
        counters.health(queue.capacity(), oldestWaiting(counters)),
        gauges,
        sinkCounters);
  }

  @GuardedBy("this")
  private Duration oldestWaiting(PipelineCounters counters) {
    return counters.waiting() == 0
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, clock.nanoTime() - oldestSinceNanos));
  }
}
