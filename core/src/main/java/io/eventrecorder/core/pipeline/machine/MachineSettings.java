package io.eventrecorder.core.pipeline.machine;

/**
 * The settings of a pipeline that its machine needs. Immutable.
 *
 * @param maxInFlight how many requests may be in flight at a time, at least 1
 * @param attemptTimeoutNanos how long a request may take, in nanoseconds
 * @param maxWaiting how many writes may wait for the sink, at least 1
 * @param keepsAllWrites whether the pipeline stops taking events, instead of giving up its oldest
 *     writes, when more writes wait than {@code maxWaiting}
 * @param retries how often and how long a write is tried
 */
public record MachineSettings(
    int maxInFlight,
    long attemptTimeoutNanos,
    int maxWaiting,
    boolean keepsAllWrites,
    RetryLimits retries) {}
