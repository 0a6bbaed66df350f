/**
 * The correlator {@code aggregating}: merges, counts and limits events as client-go's {@code
 * tools/record} does, and better where its table of differences says so ({@code
 * docs/correlation.md}). Start with {@link io.eventrecorder.correlator.AggregatingCorrelator}. The
 * correlator {@code series} has a package of its own, {@link io.eventrecorder.correlator.series}.
 */
@NullMarked
package io.eventrecorder.correlator;

import org.jspecify.annotations.NullMarked;
