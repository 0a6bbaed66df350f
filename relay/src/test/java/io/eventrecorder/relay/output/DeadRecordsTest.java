package io.eventrecorder.relay.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.relay.input.DeadReason;
import io.eventrecorder.relay.input.Incoming.Dead;
import io.eventrecorder.relay.input.RecordSize;
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
    Record<byte[], byte[]> letter =
        new DeadRecords(DeadRecords.LEAST_BYTES).of(taken("k", "v"), DEAD, 9);
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
        new DeadRecords(DeadRecords.LEAST_BYTES)
            .of(taken(null, "v"), new IllegalStateException("x".repeat(2000)), 9);
    assertThat(letter.key()).isNull();
    assertThat(headers(letter))
        .contains(
            "eventrecorder.errors.reason=CORRELATOR_FAILED",
            "eventrecorder.errors.exception.message=" + "x".repeat(1000) + "…",
            "eventrecorder.errors.exception.class.name=java.lang.IllegalStateException");
  }

  private Record<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> taken) {
    Record<byte[], byte[]> letter =
        new DeadRecords(DeadRecords.LEAST_BYTES).of(taken, new IllegalStateException("x"), 9);
    assertThat(size(letter)).isLessThanOrEqualTo(DeadRecords.LEAST_BYTES);
    return letter;
  }

  private static long size(Record<byte[], byte[]> letter) {
    return RecordSize.of(letter.key(), letter.value(), letter.headers());
  }

  @Test
  void the_end_of_a_value_is_left_out_if_the_topic_could_not_take_it() {
    Record<byte[], byte[]> letter = letter(taken("k", "0123456789".repeat(1000)));
    assertThat(letter.key()).isEqualTo("k".getBytes(UTF_8));
    assertThat(new String(letter.value(), UTF_8)).startsWith("01234567890").hasSizeLessThan(10_000);
    assertThat(size(letter)).isEqualTo(DeadRecords.LEAST_BYTES); // and no byte more than needed
    assertThat(headers(letter)).contains("ce_id=4711", "eventrecorder.errors.value.size=10000");
  }

  @Test
  void a_value_for_which_there_is_room_is_whole() {
    Record<byte[], byte[]> letter = letter(taken("k", "0123456789".repeat(900)));
    assertThat(letter.value()).hasSize(9000);
    assertThat(headers(letter)).noneMatch(header -> header.contains("value.size"));
  }

  @Test
  void a_key_is_left_out_if_it_is_too_large() {
    Record<byte[], byte[]> letter = letter(taken("k".repeat(10_000), "v"));
    assertThat(letter.key()).isNull();
    assertThat(new String(letter.value(), UTF_8)).isEqualTo("v");
    assertThat(headers(letter)).contains("ce_id=4711", "eventrecorder.errors.value.size=1");
  }

  @Test
  void headers_are_left_out_if_they_are_too_large() {
    ConsumerRecord<byte[], byte[]> taken = taken("k", "v");
    taken.headers().add("h", new byte[10_000]);
    Record<byte[], byte[]> letter = letter(taken);
    assertThat(new String(letter.key(), UTF_8)).isEqualTo("k");
    assertThat(new String(letter.value(), UTF_8)).isEqualTo("v");
    assertThat(headers(letter))
        .contains("eventrecorder.errors.value.size=1")
        .doesNotContain("ce_id=4711");
  }

  @Test
  void many_headers_are_left_out_although_their_names_and_values_are_empty() {
    ConsumerRecord<byte[], byte[]> taken = taken("k", "v");
    for (int i = 2; i < DeadRecords.MOST_HEADERS; i++) {
      taken.headers().add("", null);
    }
    assertThat(headers(letter(taken))).contains("ce_id=4711", "=null");
    taken.headers().add("", null);
    assertThat(headers(letter(taken))).hasSize(7).doesNotContain("ce_id=4711");
  }

  @Test
  void a_record_without_a_value_has_a_dead_letter_without_a_value() {
    ConsumerRecord<byte[], byte[]> taken =
        new ConsumerRecord<>("events", 3, 4711, "k".repeat(20_000).getBytes(UTF_8), null);
    Record<byte[], byte[]> letter = letter(taken);
    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isNull();
  }

  @Test
  void no_text_makes_the_headers_of_a_dead_letter_too_large() {
    String topic = "t".repeat(249);
    ConsumerRecord<byte[], byte[]> taken =
        new ConsumerRecord<>(topic, Integer.MAX_VALUE, Long.MAX_VALUE, null, new byte[20_000]);
    for (String text : new String[] {"\u0001", "\u202e", "\u20ac", "\ud83d\ude00", "\ud83d", "x"}) {
      String detail = text.repeat(2000);
      Record<byte[], byte[]> letter =
          new DeadRecords(DeadRecords.LEAST_BYTES).of(taken, new IllegalStateException(detail), 9);
      assertThat(size(letter)).as(text).isEqualTo(DeadRecords.LEAST_BYTES);
      assertThat(letter.value()).hasSizeGreaterThan(5000);
    }
  }

  @Test
  void a_dead_letter_may_always_have_what_its_headers_need() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeadRecords(DeadRecords.LEAST_BYTES - 1));
  }
}
