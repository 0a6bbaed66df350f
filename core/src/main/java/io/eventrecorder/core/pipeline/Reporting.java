package io.eventrecorder.core.pipeline;

import io.eventrecorder.core.pipeline.machine.PipelineCounters;

/**
 * Where a pipeline reports what it does.
 *
 * @param counters the worker's counters
 * @param statistics publishes copies of the counters
 * @param log gets what a person should know
 */
record Reporting(PipelineCounters counters, StatsPublisher statistics, PipelineLog log) {}
