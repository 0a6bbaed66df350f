package io.eventrecorder.core.config;

import io.eventrecorder.core.state.KeptState;
import io.eventrecorder.spi.EventCorrelator;
import org.jspecify.annotations.Nullable;

/**
 * A correlator with the memory that a file has kept for it.
 *
 * @param correlator the correlator
 * @param state the file; null if the memory is not kept
 */
record RestoredCorrelator(EventCorrelator correlator, @Nullable KeptState state) {}
