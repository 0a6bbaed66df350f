package io.eventrecorder.core.config;

import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;

/**
 * Everything that a pipeline needs to run.
 *
 * @param name the name of the pipeline; the configuration has it once
 * @param sink where events go; not used yet, and the pipeline closes it
 * @param correlator merges, counts and limits events; not used yet
 * @param settings the settings of the pipeline
 * @param context holds the counters of sink and correlator
 * @param eventUids whether the sink asks for events with uids
 */
public record PipelinePlan(
    String name,
    EventSink sink,
    EventCorrelator correlator,
    PipelineSettings settings,
    DefaultProviderContext context,
    boolean eventUids) {}
