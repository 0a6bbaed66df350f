package io.eventrecorder.sink.kafka;

import io.eventrecorder.Event;
import org.jspecify.annotations.Nullable;

/**
 * The key of an event's record, by the application's own rule. Records of one key are in one
 * partition, in the order in which they were written. Given to {@link KafkaEventSink.Builder#key},
 * or to a configured sink by {@code EventBroadcaster.builder().provide(KafkaRecordKey.class, …)}.
 */
@FunctionalInterface
public interface KafkaRecordKey {
  /**
   * {@return the key, written in UTF-8; null for a record without a key, whose partition Kafka
   * chooses} Called on the pipeline's thread, one event at a time; it must not block. Where it
   * throws, the key is that of {@link KafkaEventSink.KeyBy#OBJECT}, or {@link
   * KafkaEventSink.KeyBy#EVENT} in a sink with tombstones, and the counter {@code key-failures}
   * grows.
   *
   * @param event the event to be written
   */
  @Nullable String key(Event event);
}
