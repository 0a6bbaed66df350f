package io.eventrecorder.sink.kafka;

import io.eventrecorder.Event;
import org.jspecify.annotations.Nullable;

/**
 * A function of the application that makes the keys of records. Records with the same key are in
 * one partition, in the order in which they were written. Pass it to {@link
 * KafkaEventSink.Builder#key(KafkaRecordKey)}, or, for a sink from configuration, to {@code
 * EventBroadcaster.builder().provide(KafkaRecordKey.class, …)}.
 */
@FunctionalInterface
public interface KafkaRecordKey {
  /**
   * {@return the key, which is encoded as UTF-8; null for a record without a key, whose partition
   * Kafka chooses} The pipeline's thread calls this method for one event at a time. It must not
   * block. If it throws, the record has the key of {@link KafkaEventSink.KeyBy#OBJECT}, or in a
   * sink with tombstones that of {@link KafkaEventSink.KeyBy#EVENT}, and the counter {@code
   * key-failures} is incremented.
   *
   * @param event the event of the record
   */
  @Nullable String key(Event event);
}
