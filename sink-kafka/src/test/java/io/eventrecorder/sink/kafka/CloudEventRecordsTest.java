package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.sink.kafka.KafkaEventSink.KeyBy;
import io.eventrecorder.sink.kafka.KafkaEventSink.Mode;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.testkit.EventArbitraries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CloudEventRecordsTest {
  private static final long MILLIS = 1_767_300_000_000L;

  @Provide
  Arbitrary<Event> events() {
    return EventArbitraries.recorded();
  }

  private static List<String> headers(ProducerRecord<byte[], byte[]> of) {
    List<String> headers = new ArrayList<>();
    for (Header header : of.headers()) {
      headers.add(header.key() + "=" + new String(header.value(), UTF_8));
    }
    return headers;
  }

  @Property(tries = 200)
  void a_record_is_what_the_sink_writes_with_the_event_as_key(
      @ForAll("events") Event event, @ForAll EventApi api) {
    CloudEventRecords records = CloudEventRecords.create(api);
    for (String source : new String[] {"//clusters/eu-1", "", "a b"}) {
      RecordKeys keys =
          new RecordKeys(new RecordKeys.Rule(KeyBy.EVENT, null), false, source, new LongAdder());
      ProducerRecord<byte[], byte[]> sink =
          new RecordFormat(
                  new RecordFormat.Settings("t", source, api, Mode.BINARY, false),
                  keys,
                  EventClock.system())
              .record(event, false);
      ProducerRecord<byte[], byte[]> record = records.record("t", source, event, MILLIS);
      assertThat(record.key()).isEqualTo(sink.key());
      assertThat(record.value()).isEqualTo(sink.value());
      assertThat(headers(record)).isEqualTo(headers(sink));
      assertThat(record.timestamp()).isEqualTo(MILLIS);
      assertThat(record.topic()).isEqualTo("t");
    }
  }

  private static ConsumerRecord<byte[], byte[]> taken(byte @Nullable [] value, String... headers) {
    ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>("t", value);
    for (int i = 0; i < headers.length; i += 2) {
      sent.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
    }
    return new ConsumerRecord<>(
        "t",
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        null,
        value,
        sent.headers(),
        Optional.empty());
  }

  @Test
  void a_consumer_finds_deletions() {
    assertThat(CloudEventAttributes.isDeletion(taken(null))).isTrue();
    assertThat(CloudEventAttributes.isDeletion(taken(new byte[0]))).isFalse();
    assertThat(
            CloudEventAttributes.isDeletion(
                taken(new byte[1], "ce_type", "io.eventrecorder.event.deleted")))
        .isTrue();
    assertThat(
            CloudEventAttributes.isDeletion(
                taken(new byte[1], "ce_type", "io.eventrecorder.event.updated")))
        .isFalse();
    String others = "com.example.pod.deleted";
    assertThat(CloudEventAttributes.isDeletion(taken(new byte[0], "ce_type", others))).isTrue();
    assertThat(CloudEventAttributes.isDeletion(taken(new byte[1], "ce_type", others))).isFalse();
  }

  @Test
  void a_consumer_reads_the_last_header_of_an_attribute() {
    ConsumerRecord<byte[], byte[]> taken = taken(null, "ce_id", "1", "ce_id", "ä", "id", "3");
    assertThat(CloudEventAttributes.of(taken.headers(), "id")).isEqualTo("ä");
    assertThat(CloudEventAttributes.of(taken.headers(), "source")).isNull();
    taken.headers().add("ce_id", null);
    assertThat(CloudEventAttributes.of(taken.headers(), "id")).isNull();
  }
}
