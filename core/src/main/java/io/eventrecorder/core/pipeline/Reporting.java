package io.eventrecorder.core.pipeline;

import io.eventrecorder.core.pipeline.machine.PipelineCounters;
import io.eventrecorder.core.pipeline.machine.PipelineMachine;

/**
 * Where a pipeline reports what it does.
 *
 * @param counters the worker's counters
 * @param statistics publishes copies of the counters
 * @param log gets the reports for people
 */
record Reporting(PipelineCounters counters, StatsPublisher statistics, PipelineLog log) {
  /** Publishes the state after a step. */
  void publish(PipelineMachine machine, long now) {
    machine.measure(now);
    statistics.publish(counters);
  }

  /** Publishes the values that take longer to measure. */
  void publishGauges(PipelineMachine machine, long now) {
    statistics.publish(machine.gauges(now), now - machine.oldestWaitingNanos(now));
  }
}
