/**
 * What people implement who write sinks ({@link io.eventrecorder.spi.EventSink}), correlators
 * ({@link io.eventrecorder.spi.EventCorrelator}) or teach the library their own objects ({@link
 * io.eventrecorder.spi.ReferenceResolver}). Prove an implementation with the contract tests of
 * {@code eventrecorder-testkit}.
 */
@NullMarked
package io.eventrecorder.spi;

import org.jspecify.annotations.NullMarked;
