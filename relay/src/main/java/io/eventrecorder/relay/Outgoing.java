package io.eventrecorder.relay;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * The value of a record that the relay writes, with the partition of the task: states stay in the
 * partition of their events, so a commit concerns few partitions.
 */
final class Outgoing {
  private final int partition;
  private final byte @Nullable [] bytes;

  Outgoing(int partition, byte @Nullable [] bytes) {
    this.partition = partition;
    this.bytes = bytes;
  }

  static Serializer<Outgoing> serializer() {
    return (topic, value) -> value.bytes;
  }

  @SuppressWarnings("removal") // The only method before 4.4, and the abstract one in 4.4.
  static StreamPartitioner<byte[], Outgoing> partitioner() {
    return (topic, key, value, partitions) ->
        Optional.of(Set.of(Math.floorMod(value.partition, partitions)));
  }
}
