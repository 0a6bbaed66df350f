package io.eventrecorder.relay.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.relay.input.DeadReason;
import io.eventrecorder.relay.input.Incoming;
import io.eventrecorder.relay.input.RecordSize;
import io.eventrecorder.relay.output.DeadRecords;
import io.eventrecorder.sink.kafka.KafkaBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A real producer and a real broker take each dead letter. */
class DeadLetterSizeTest {
  private static final int MOST = DeadRecords.LEAST_BYTES;

  private static RecordHeaders headers(int count, String name, byte @Nullable [] value) {
    RecordHeaders headers = new RecordHeaders();
    for (int i = 0; i < count; i++) {
      headers.add(name, value);
    }
    return headers;
  }

  private static ProducerRecord<byte[], byte[]> record(
      byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
    return new ProducerRecord<>("dead", null, null, key, value, headers);
  }

  private static List<ProducerRecord<byte[], byte[]>> hostile() {
    return List.of(
        record(null, null, headers(100_000, "", null)),
        record(null, null, headers(5000, "h", new byte[0])),
        record(new byte[MOST], null, headers(10, "h", new byte[0])),
        record(new byte[3000], new byte[MOST], headers(100, "\u20ac", new byte[1])),
        record(new byte[3000], new byte[MOST], headers(1, "\ud83d\ude00".repeat(500), null)),
        record(null, new byte[200_000], headers(0, "", null)));
  }

  @Test
  void no_dead_letter_is_larger_than_a_producer_takes() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start()) {
      broker.createTopic("dead", 1, Map.of("max.message.bytes", Integer.toString(MOST)));
      Map<String, Object> settings =
          Map.of(
              ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
              broker.bootstrapServers(),
              ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
              MOST);
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
        for (ProducerRecord<byte[], byte[]> taken : hostile()) {
          assertThatThrownBy(() -> producer.send(taken).get())
              .hasCauseInstanceOf(RecordTooLargeException.class);
          producer.send(letter(taken)).get();
        }
      }
      assertThat(broker.records("dead"))
          .hasSameSizeAs(hostile())
          .allSatisfy(
              letter ->
                  assertThat(RecordSize.of(letter.key(), letter.value(), letter.headers()))
                      .isLessThanOrEqualTo(MOST));
    }
  }

  private static ProducerRecord<byte[], byte[]> letter(ProducerRecord<byte[], byte[]> taken) {
    ConsumerRecord<byte[], byte[]> read =
        new ConsumerRecord<>("events", 0, 0, taken.key(), taken.value());
    taken.headers().forEach(read.headers()::add);
    Record<byte[], byte[]> letter =
        new DeadRecords(MOST)
            .of(read, new Incoming.Dead(DeadReason.TOO_LARGE, "\u0001".repeat(2000)), 9);
    assertThat(letter.headers().lastHeader("eventrecorder.errors.reason").value())
        .isEqualTo("TOO_LARGE".getBytes(UTF_8));
    return new ProducerRecord<>(
        "dead", null, letter.timestamp(), letter.key(), letter.value(), letter.headers());
  }
}
