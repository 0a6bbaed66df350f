package io.eventrecorder.relay.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records as a consumer receives them. */
final class Records {
  static final String TOPIC = "events";
  static final long TIMESTAMP = 1_767_225_600_123L;
  static final long NOW = TIMESTAMP + 1;

  private Records() {}

  static Maker value(byte @Nullable [] value) {
    return new Maker(new ProducerRecord<>(TOPIC, null, TIMESTAMP, null, value));
  }

  /** {@return a record as a consumer receives what a producer has sent} */
  static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        3,
        4711,
        sent.timestamp(),
        TimestampType.CREATE_TIME,
        -1,
        -1,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }

  /** Makes a record. */
  record Maker(ProducerRecord<byte[], byte[]> made) {
    Maker header(String name, String value) {
      Headers headers = made.headers();
      headers.add(name, value.getBytes(UTF_8));
      return this;
    }

    Maker topic(String topic) {
      return new Maker(
          new ProducerRecord<>(
              topic, null, made.timestamp(), made.key(), made.value(), made.headers()));
    }

    ConsumerRecord<byte[], byte[]> record() {
      return received(made);
    }
  }
}
