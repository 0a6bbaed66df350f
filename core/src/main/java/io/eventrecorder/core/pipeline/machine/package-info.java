/**
 * What happens between the queue and the sink, as a state machine: {@code (state, input, now) →
 * requests to send}. {@link io.eventrecorder.core.pipeline.machine.PipelineMachine} is the entry
 * point.
 *
 * <p>The package knows no threads, no clock and no queue. It depends on the API only, so that a
 * test, a simulator or a worker can drive it. All of a machine is confined to one thread at a time.
 */
@NullMarked
package io.eventrecorder.core.pipeline.machine;

import org.jspecify.annotations.NullMarked;
