package io.eventrecorder.core.config;

import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;

/**
 * Everything a pipeline needs to run.
 *
 * @param name unique within the broadcaster, as far as configuration goes
 * @param sink not used yet; the pipeline closes it
 * @param correlator not used yet
 * @param settings how it behaves
 * @param context holds the counters of sink and correlator
 */
public record PipelinePlan(
    String name,
    EventSink sink,
    EventCorrelator correlator,
    PipelineSettings settings,
    DefaultProviderContext context) {}
