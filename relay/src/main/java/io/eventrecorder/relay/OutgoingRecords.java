package io.eventrecorder.relay;

import io.eventrecorder.Event;
import io.eventrecorder.relay.input.DeadReason;
import io.eventrecorder.relay.input.Incoming;
import io.eventrecorder.relay.input.RecordSize;
import io.eventrecorder.relay.output.DeadRecords;
import io.eventrecorder.relay.output.StateRecords;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes the records that a task writes. None is larger than its topic takes: a record that a topic
 * refuses aborts the transaction, and no later transaction could do without it. Confined to the
 * thread of its task.
 */
final class OutgoingRecords {
  /**
   * A record on its way.
   *
   * @param sink the node of the topology that writes it
   */
  record Made(Record<byte[], Outgoing> record, String sink) {
    boolean isState() {
      return sink.equals(RelayTopology.WRITTEN);
    }
  }

  private final int partition;
  private final int maxBytes;
  private final String stateTopic;
  private final StateRecords states;
  private final DeadRecords dead;

  OutgoingRecords(RelayOptions options, int partition) {
    this.partition = partition;
    this.maxBytes = options.maxOutputBytes();
    this.stateTopic = options.outputTopic();
    this.states = new StateRecords(stateTopic, options.api());
    this.dead = new DeadRecords(maxBytes);
  }

  /**
   * {@return the record of a state; a dead letter if it is too large}
   *
   * @throws RuntimeException if the event has no form as a record
   */
  Made state(Event event, String scope, long revision, long millis) {
    Record<byte[], byte[]> state = states.of(event, scope, revision, millis);
    long size = size(state);
    if (size <= maxBytes) {
      return made(state, RelayTopology.WRITTEN);
    }
    Incoming.Dead reason =
        new Incoming.Dead(
            DeadReason.TOO_LARGE,
            "the state has %d bytes, and may have %d; record smaller events, or raise maxOutputBytes"
                .formatted(size, maxBytes));
    return made(dead.of(asConsumed(state), reason, millis), RelayTopology.DEAD);
  }

  Made dead(ConsumerRecord<byte[], byte[]> record, Incoming.Dead why, long millis) {
    return made(dead.of(record, why, millis), RelayTopology.DEAD);
  }

  Made dead(ConsumerRecord<byte[], byte[]> record, RuntimeException why, long millis) {
    return made(dead.of(record, why, millis), RelayTopology.DEAD);
  }

  /** All records pass here, so none is larger than a topic takes. */
  private Made made(Record<byte[], byte[]> record, String sink) {
    if (size(record) > maxBytes) {
      throw new IllegalStateException(
          "a record of %d bytes for %s, of at most %d".formatted(size(record), sink, maxBytes));
    }
    return new Made(record.withValue(new Outgoing(partition, record.value())), sink);
  }

  private ConsumerRecord<byte[], byte[]> asConsumed(Record<byte[], byte[]> state) {
    return new ConsumerRecord<>(
        stateTopic,
        partition,
        -1,
        state.timestamp(),
        TimestampType.NO_TIMESTAMP_TYPE,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        state.key(),
        state.value(),
        state.headers(),
        Optional.empty());
  }

  private static long size(Record<byte[], byte[]> record) {
    return RecordSize.of(record.key(), record.value(), record.headers());
  }
}
