package io.eventrecorder.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.core.config.Durations;
import io.eventrecorder.core.pipeline.Pipeline;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The running pipelines of a broadcaster. Thread-safe. */
final class PipelineRegistry {
  private final EventClock clock;

  /** Non-blocking pipelines first, so that a blocking one delays no other pipeline's event. */
  private volatile Pipeline[] pipelines = {};

  @GuardedBy("this")
  private boolean closing;

  PipelineRegistry(EventClock clock) {
    this.clock = clock;
  }

  /** {@return all pipelines; do not change the array} */
  Pipeline[] all() {
    return pipelines;
  }

  /**
   * Checks that a pipeline of this name may be added now.
   *
   * @throws IllegalStateException if the broadcaster is closed
   * @throws IllegalArgumentException if there is a pipeline of this name
   */
  synchronized void checkFree(String name) {
    if (closing) {
      throw new IllegalStateException("pipeline " + name + ": the broadcaster is closed");
    }
    for (Pipeline pipeline : pipelines) {
      if (pipeline.name().equals(name)) {
        throw new IllegalArgumentException(
            "a pipeline named " + name + " is running already; give each pipeline another name");
      }
    }
  }

  synchronized void add(Pipeline pipeline) {
    List<Pipeline> all = new ArrayList<>(List.of(pipelines));
    all.add(pipeline.blocks() ? all.size() : 0, pipeline);
    pipelines = all.toArray(Pipeline[]::new);
  }

  /**
   * Removes a pipeline that was closed, but keeps it if all are closing, because the statistics
   * need it.
   */
  synchronized void remove(Pipeline pipeline) {
    if (!closing) {
      List<Pipeline> all = new ArrayList<>(List.of(pipelines));
      all.remove(pipeline);
      pipelines = all.toArray(Pipeline[]::new);
    }
  }

  /** {@return whether all pipelines were flushed in time} */
  boolean flush(Duration timeout) {
    List<CompletableFuture<?>> flushes = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      flushes.add(pipeline.flush());
    }
    try {
      CompletableFuture.allOf(flushes.toArray(CompletableFuture<?>[]::new))
          .get(Durations.nanos(timeout), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Closes all pipelines at the same time and returns their reports. */
  List<CloseReport> close(Duration timeout) {
    synchronized (this) {
      closing = true;
    }
    Duration clamped = Durations.clamped(timeout);
    long end = clock.nanoTime() + clamped.toNanos();
    for (Pipeline pipeline : pipelines) {
      pipeline.beginClose(clamped);
    }
    List<CloseReport> reports = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      reports.add(pipeline.awaitClose(Math.max(0, end - clock.nanoTime())));
    }
    return reports;
  }
}
