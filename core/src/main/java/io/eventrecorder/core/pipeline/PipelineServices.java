package io.eventrecorder.core.pipeline;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import java.lang.System.Logger;
import java.util.concurrent.ThreadFactory;

/**
 * What all pipelines of a broadcaster share.
 *
 * @param clock the time
 * @param names makes new names for events whose names are taken
 * @param logger gets what the pipelines report
 * @param threads makes the threads of the workers; a pipeline gives its thread a name
 */
public record PipelineServices(
    EventClock clock, EventNames names, Logger logger, ThreadFactory threads) {}
