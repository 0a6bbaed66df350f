package io.eventrecorder.relay.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.relay.input.DeadReason;
import io.eventrecorder.relay.input.Incoming.Dead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadRecordsTest {
  private static final Dead DEAD = new Dead(DeadReason.NO_JSON, "not JSON\nat all");

  private static ConsumerRecord<byte[], byte[]> taken(@Nullable String key, String value) {
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>("events", null, value.getBytes(UTF_8));
    sent.headers().add("ce_id", "4711".getBytes(UTF_8)).add("none", null);
    return new ConsumerRecord<>(
        "events",
        3,
        4711,
        5,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        key == null ? null : key.getBytes(UTF_8),
        value.getBytes(UTF_8),
        sent.headers(),
        Optional.empty());
  }

  private static List<String> headers(Record<byte[], byte[]> of) {
    List<String> headers = new ArrayList<>();
    for (Header header : of.headers()) {
      byte[] value = header.value();
      headers.add(header.key() + "=" + (value == null ? null : new String(value, UTF_8)));
    }
    return headers;
  }

  @Test
  void a_dead_letter_is_the_record_with_the_reason_and_where_it_was() {
    Record<byte[], byte[]> letter = new DeadRecords(1000).of(taken("k", "v"), DEAD, 9);
    assertThat(letter.key()).isEqualTo("k".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo("v".getBytes(UTF_8));
    assertThat(letter.timestamp()).isEqualTo(9);
    assertThat(headers(letter))
        .containsExactly(
            "ce_id=4711",
            "none=null",
            "eventrecorder.errors.topic=events",
            "eventrecorder.errors.partition=3",
            "eventrecorder.errors.offset=4711",
            "eventrecorder.errors.reason=NO_JSON",
            "eventrecorder.errors.exception.message=not JSON\\nat all");
  }

  @Test
  void what_the_correlator_threw_is_in_the_headers() {
    Record<byte[], byte[]> letter =
        new DeadRecords(1000).of(taken(null, "v"), new IllegalStateException("x".repeat(2000)), 9);
    assertThat(letter.key()).isNull();
    assertThat(headers(letter))
        .contains(
            "eventrecorder.errors.reason=CORRELATOR_FAILED",
            "eventrecorder.errors.exception.message=" + "x".repeat(1000) + "…",
            "eventrecorder.errors.exception.class.name=java.lang.IllegalStateException");
  }

  @Test
  void the_end_of_a_value_is_left_out_if_the_topic_could_not_take_it() {
    int head = "k".length() + "ce_id4711none".length();
    Record<byte[], byte[]> letter = new DeadRecords(head + 5).of(taken("k", "0123456789"), DEAD, 9);
    assertThat(letter.key()).isEqualTo("k".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo("01234".getBytes(UTF_8));
    assertThat(headers(letter)).contains("ce_id=4711", "eventrecorder.errors.value.size=10");
    Record<byte[], byte[]> whole = new DeadRecords(head + 10).of(taken("k", "0123456789"), DEAD, 9);
    assertThat(whole.value()).hasSize(10);
    assertThat(headers(whole)).noneMatch(header -> header.contains("value.size"));
  }

  @Test
  void key_and_headers_are_left_out_if_they_alone_are_too_large() {
    Record<byte[], byte[]> letter =
        new DeadRecords(12).of(taken("a long key", "0123456789ABCDEF"), DEAD, 9);
    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isEqualTo("0123456789AB".getBytes(UTF_8));
    assertThat(headers(letter))
        .contains("eventrecorder.errors.value.size=16")
        .doesNotContain("ce_id=4711");
  }
}
