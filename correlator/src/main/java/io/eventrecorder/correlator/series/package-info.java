/**
 * The correlator {@code series}: counts repeats as client-go's {@code tools/events} does, and
 * better where its table of differences says so ({@code docs/correlation.md}). Start with {@link
 * io.eventrecorder.correlator.series.SeriesCorrelator}.
 */
@NullMarked
package io.eventrecorder.correlator.series;

import org.jspecify.annotations.NullMarked;
