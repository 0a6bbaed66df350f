package io.eventrecorder.core.pipeline;

import io.eventrecorder.core.pipeline.machine.PipelineMachine;
import io.eventrecorder.core.state.StateKeeper;
import io.eventrecorder.spi.StatefulCorrelator;
import java.util.concurrent.CompletableFuture;

/**
 * The memory of a pipeline's correlator, which is kept in a file. Confined to the worker, except
 * {@link #release}, {@link #hasKeptAll} and {@link #notKept}.
 *
 * @param correlator the correlator
 * @param keeper writes its memory
 */
record Memory(StatefulCorrelator correlator, StateKeeper keeper) {
  /** Nanoseconds until {@link #keep} has something to do. */
  long untilDue(long now) {
    return keeper.untilDue(now);
  }

  /** Takes what has changed, if it is time. */
  void keep(PipelineMachine machine, long now) {
    keeper.keep(parts -> machine.changes(correlator, parts, now), now);
  }

  /** Takes what has changed; the future completes when it is written, and fails if it cannot be. */
  CompletableFuture<?> keepNow(PipelineMachine machine, long now) {
    return keeper.keepNow(parts -> machine.changes(correlator, parts, now));
  }

  /** Takes what has changed, for the last time. */
  void keepLast(PipelineMachine machine, long now) {
    keeper.keepLast(parts -> machine.changes(correlator, parts, now));
  }

  /** Closes the file when the last changes are written, and waits so long for that. */
  void release(long nanos) {
    keeper.release(nanos);
  }

  /** Whether the file has the last changes. */
  boolean hasKeptAll() {
    return keeper.hasKeptAll();
  }

  /** What the report of closing says if the file lacks the last changes. */
  String notKept() {
    return "state file " + keeper.file() + ": the last counts are not written to it";
  }
}
