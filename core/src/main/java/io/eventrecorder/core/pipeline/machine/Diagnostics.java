package io.eventrecorder.core.pipeline.machine;

import org.jspecify.annotations.Nullable;

/**
 * Where a machine reports what it does.
 *
 * @param log gets the reports for people
 * @param counters count every event and every write
 */
public record Diagnostics(MachineLog log, PipelineCounters counters) {
  /**
   * Counts and logs a fault of user code.
   *
   * @param what what happened
   * @param cause what was thrown, if anything was
   * @param now a reading of the monotonic clock
   */
  public void bug(String what, @Nullable Throwable cause, long now) {
    counters.countBug();
    log.bug(what, cause, now);
  }
}
