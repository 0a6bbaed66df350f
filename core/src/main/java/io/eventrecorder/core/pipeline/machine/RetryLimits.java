package io.eventrecorder.core.pipeline.machine;

/**
 * How often and how long a write is tried. Immutable.
 *
 * @param maxTries how often a write is sent at most, at least 1
 * @param maxTimeNanos how long a write is tried, from its first attempt, in nanoseconds
 * @param initialPauseNanos the longest first pause between two tries, in nanoseconds
 * @param maxPauseNanos the longest pause between two tries, in nanoseconds
 */
public record RetryLimits(
    int maxTries, long maxTimeNanos, long initialPauseNanos, long maxPauseNanos) {}
