package io.eventrecorder.relay.dedup;

/**
 * What a {@link Deduplicator} has found since it was opened, and what it remembers.
 *
 * @param duplicates occurrences that were counted before
 * @param unknown occurrences that may have been counted before, because what was remembered of
 *     their time is gone
 * @param evicted pages and ids that left before their time, because there were too many
 * @param pages pages of numbers that are remembered
 * @param ids other ids that are remembered
 */
public record DedupStats(long duplicates, long unknown, long evicted, int pages, int ids) {}
