/**
 * From queue to sink. {@link io.eventrecorder.internal.pipeline.PipelineMachine} decides, and knows
 * neither threads nor clocks; {@link io.eventrecorder.internal.pipeline.PipelineWorker} drives it.
 */
@NullMarked
package io.eventrecorder.internal.pipeline;

import org.jspecify.annotations.NullMarked;
