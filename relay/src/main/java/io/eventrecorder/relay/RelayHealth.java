package io.eventrecorder.relay;

/**
 * Whether an instance of a relay works. Immutable.
 *
 * @param live whether all its threads run, or one is missing for less than 30 seconds, in which it
 *     is replaced. If not, restart the process
 * @param ready whether it correlates, or stands by
 * @param state the state of Kafka Streams, for example {@code REBALANCING}
 * @param failures how many threads have failed; each was replaced
 * @param lastFailure why the last one failed; empty if none has
 */
public record RelayHealth(
    boolean live, boolean ready, String state, long failures, String lastFailure) {}
