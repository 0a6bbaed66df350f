/**
 * The way of an event from its queue to a sink. A {@link io.eventrecorder.core.pipeline.Pipeline}
 * has one queue and one worker thread, which drives the state machine of the package {@code
 * machine}.
 */
@NullMarked
package io.eventrecorder.core.pipeline;

import org.jspecify.annotations.NullMarked;
