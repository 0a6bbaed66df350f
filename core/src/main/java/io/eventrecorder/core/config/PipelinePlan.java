package io.eventrecorder.core.config;

import io.eventrecorder.core.state.KeptState;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a pipeline needs to run.
 *
 * @param name the name of the pipeline; the configuration has it once
 * @param sink where events go; not used yet, and the pipeline closes it
 * @param correlator merges, counts and limits events; not used yet
 * @param settings the settings of the pipeline
 * @param context holds the counters of sink and correlator
 * @param eventUids whether the sink asks for events with uids
 * @param state the file that keeps the memory of the correlator, which has got it back; null if it
 *     is not kept. The pipeline closes the file
 */
public record PipelinePlan(
    String name,
    EventSink sink,
    EventCorrelator correlator,
    PipelineSettings settings,
    DefaultProviderContext context,
    boolean eventUids,
    @Nullable KeptState state) {
  /**
   * {@return the clock of the pipeline and its correlator}
   *
   * @param usual the clock of the broadcaster
   */
  public EventClock clock(EventClock usual) {
    return state == null ? usual : state.clock();
  }

  /** {@return whether the correlator has the memory of an earlier process} */
  public boolean isRestored() {
    return state != null && state.isRestored();
  }

  /** Releases what the plan holds, if no pipeline is made of it. */
  public void discard() {
    if (state != null) {
      state.close();
    }
  }
}
