/**
 * Interfaces to implement for a new sink ({@link io.eventrecorder.spi.EventSink}), a new correlator
 * ({@link io.eventrecorder.spi.EventCorrelator}) or for events about objects of the application
 * ({@link io.eventrecorder.spi.ReferenceResolver}). {@code eventrecorder-testkit} has contract
 * tests for implementations.
 */
@NullMarked
package io.eventrecorder.spi;

import org.jspecify.annotations.NullMarked;
