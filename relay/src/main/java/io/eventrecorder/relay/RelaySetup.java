package io.eventrecorder.relay;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What all tasks of an instance share. Immutable, apart from the board, which is thread-safe.
 *
 * @param options the options of the relay
 * @param consumedBefore where the relay had read to when this instance started
 * @param salts what the names of events begin with
 * @param board where tasks publish their numbers
 */
record RelaySetup(
    RelayOptions options, Map<TopicPartition, Long> consumedBefore, TopicSalts salts, Board board) {
  boolean hadConsumed(String topic, int partition) {
    return consumedBefore.getOrDefault(new TopicPartition(topic, partition), 0L) > 0;
  }
}
