/**
 * From queue to sink. {@link io.eventrecorder.core.pipeline.PipelineMachine} decides, and knows
 * neither threads nor clocks; {@link io.eventrecorder.core.pipeline.PipelineWorker} drives it.
 */
@NullMarked
package io.eventrecorder.core.pipeline;

import org.jspecify.annotations.NullMarked;
