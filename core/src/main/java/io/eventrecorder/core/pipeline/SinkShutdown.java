package io.eventrecorder.core.pipeline;

import io.eventrecorder.core.pipeline.machine.PipelineMachine;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Flushes and closes a sink, and keeps the memory of the correlator, when the worker ends. Confined
 * to the worker.
 */
final class SinkShutdown {
  private final SinkCalls sink;
  private final EventClock clock;
  private final Reporting reporting;
  private final @Nullable Memory memory;

  SinkShutdown(SinkCalls sink, EventClock clock, Reporting reporting, @Nullable Memory memory) {
    this.sink = sink;
    this.clock = clock;
    this.reporting = reporting;
    this.memory = memory;
  }

  /**
   * Flushes and closes the sink, and publishes the last statistics. Meanwhile the last state of the
   * memory is written, unless the worker has failed or was given up.
   *
   * @param end how long that may take; null if the worker ends without being closed
   */
  void run(PipelineMachine machine, @Nullable CloseDeadline end) {
    StatsPublisher statistics = reporting.statistics();
    // The statistics are final if the pipeline has failed, or if another thread has closed them.
    boolean publishes = !statistics.isClosed() && !statistics.hasFailed();
    if (end != null && publishes) {
      reporting.publish(machine, clock.nanoTime());
      statistics.lost(machine.examplesOfLost()); // now, because the sink may use up the time
      if (memory != null) {
        memory.keepLast(machine, clock.nanoTime());
      }
      flush(end);
    }
    // A part of the remaining time: a sink may use all of it, and must not seem to hang.
    long nanos = end == null || statistics.isClosed() ? 0 : end.left(clock.nanoTime()) * 3 / 4;
    sink.close(Duration.ofNanos(nanos));
    if (publishes) {
      reporting.publish(machine, clock.nanoTime());
      statistics.publish(machine.gauges(clock.nanoTime()), clock.nanoTime());
    }
    if (memory != null) {
      memory.release(end == null ? 0 : end.left(clock.nanoTime()));
    }
  }

  private void flush(CloseDeadline end) {
    CompletableFuture<?> flushed = new CompletableFuture<>();
    sink.flush(flushed);
    try {
      long half = end.left(clock.nanoTime()) / 2; // the close needs time, too
      Object unused = flushed.get(half, TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException | InterruptedException e) {
      // If writes were abandoned, the report says already that the time was too short.
      if (reporting.counters().abandoned() == 0) {
        reporting.log().bug("the sink's flush() did not end in time", null, clock.nanoTime());
      }
    }
  }
}
