package io.eventrecorder.sink.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A record with headers that the producer need not copy. */
final class EventRecord extends ProducerRecord<byte[], byte[]> {
  private final EventHeaders headers;

  /**
   * A record. Kafka chooses its partition.
   *
   * @param topic the topic
   * @param millis the time of the event, in milliseconds since 1970
   * @param key the key; null for none
   * @param value the event; null for a tombstone
   * @param headers the headers; interceptors of the producer may add others
   */
  EventRecord(
      String topic,
      long millis,
      byte @Nullable [] key,
      byte @Nullable [] value,
      EventHeaders headers) {
    super(topic, null, millis, key, value);
    this.headers = headers;
  }

  @Override
  public EventHeaders headers() {
    return headers;
  }

  /**
   * {@return whether this is the same record} Kafka's method would compare the headers of its own
   * field, which is empty here. It compares key and value by identity, because they are arrays.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "EventRecord(topic=%s, timestamp=%d, headers=%s)"
        .formatted(topic(), timestamp(), headers);
  }
}
