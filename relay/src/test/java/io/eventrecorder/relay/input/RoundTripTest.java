package io.eventrecorder.relay.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.relay.input.Incoming.Admitted;
import io.eventrecorder.sink.kafka.KafkaEventSink;
import io.eventrecorder.sink.kafka.KafkaEventSink.Mode;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.testkit.EventArbitraries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the sink writes, in both modes and both APIs, is what the reader reads. */
class RoundTripTest {
  private static final String SOURCE = "//clusters/eu-1";

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  /** Generated events may be larger than the standard limits allow. */
  private final RecordReader reader =
      new RecordReader(
          Map.of(),
          InputLimits.standard()
              .withMaxRecordBytes(1 << 27)
              .withMaxChars(1 << 24, 1 << 24)
              .withMaxPairs(1 << 16, 1 << 24));

  @AfterTry
  void clear() {
    producer.clear();
  }

  @Provide
  Arbitrary<Event> recorded() {
    return EventArbitraries.recorded();
  }

  @Provide
  Arbitrary<Event> any() {
    return EventArbitraries.any();
  }

  private Admitted roundTrip(Event event, Mode mode, EventApi api) {
    EventSink sink =
        KafkaEventSink.builder(Records.TOPIC)
            .source(SOURCE)
            .mode(mode)
            .valueApi(api)
            .producer(producer)
            .build();
    try {
      sink.create(event).toCompletableFuture().join();
    } finally {
      sink.close(Duration.ofSeconds(10));
    }
    Incoming read = reader.read(last(), Records.NOW);
    assertThat(read).isInstanceOf(Admitted.class);
    return (Admitted) read;
  }

  private ConsumerRecord<byte[], byte[]> last() {
    return Records.received(producer.history().get(producer.history().size() - 1));
  }

  @Property(tries = 100)
  void an_event_of_a_recorder_comes_back_without_its_name(
      @ForAll("recorded") Event event, @ForAll Mode mode) {
    Admitted read = roundTrip(event, mode, EventApi.CORE_V1);
    assertThat(read.event()).isEqualTo(expected(event, EventApi.CORE_V1));
    assertThat(read.scope()).isEqualTo(SOURCE);
    assertThat(read.id()).isInstanceOf(OccurrenceId.Foreign.class);
  }

  @Property(tries = 200)
  void any_event_comes_back_without_what_is_not_taken(
      @ForAll("any") Event any, @ForAll Mode mode, @ForAll EventApi api) {
    Event event = any.toBuilder().namespace(any.regarding().namespace()).uid("").build();
    Admitted read = roundTrip(event, mode, api);
    assertThat(read.event()).isEqualTo(expected(event, api));
  }

  @Property(tries = 100)
  void a_duplicate_has_the_same_id_and_another_event_has_not(
      @ForAll("recorded") Event event, @ForAll Mode mode, @ForAll EventApi api) {
    OccurrenceId id = roundTrip(event, mode, api).id();
    assertThat(roundTrip(event, mode, api).id()).isEqualTo(id);
    Event other = event.toBuilder().name(event.name() + "1").build();
    assertThat(roundTrip(other, mode, api).id()).isNotEqualTo(id);
  }

  /** What EventJson reads back, with times and count as recorders write them. */
  private Event expected(Event event, EventApi api) {
    Event read = EventJson.read(EventJson.writeBytes(event, api));
    Instant recordTime = Instant.ofEpochMilli(last().timestamp());
    Event complete = read.toBuilder().complete(recordTime).build();
    return complete.toBuilder()
        .name("")
        .uid("")
        .resourceVersion("")
        .ownerReferences(List.of())
        .unknownFields(Map.of())
        .count(1)
        .eventTime(null)
        .series(null)
        .firstTimestamp(complete.firstOccurrence())
        .lastTimestamp(complete.lastOccurrence())
        .build();
  }
}
