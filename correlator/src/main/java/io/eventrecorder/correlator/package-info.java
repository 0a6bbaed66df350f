/**
 * The correlators {@code aggregating} and {@code series}, which merge, count and limit events.
 * {@link io.eventrecorder.correlator.AggregatingCorrelator} works as client-go's {@code
 * tools/record}, {@link io.eventrecorder.correlator.SeriesCorrelator} as its {@code tools/events}.
 * {@code docs/correlation.md} lists the rules and the differences from client-go.
 */
@NullMarked
package io.eventrecorder.correlator;

import org.jspecify.annotations.NullMarked;
