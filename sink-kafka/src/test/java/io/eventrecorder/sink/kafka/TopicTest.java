package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.eventrecorder.Event;
import io.eventrecorder.EventUid;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.sink.kafka.KafkaEventSink.KeyBy;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The records in the topic of a real broker. */
@ExtendWith(SharedBroker.class)
class TopicTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final KafkaBroker broker;
  private final EventClock clock = EventClock.system();
  private final String topic = "events-" + UUID.randomUUID();

  TopicTest(KafkaBroker broker) {
    this.broker = broker;
  }

  @Test
  void two_lines_of_configuration_are_enough() {
    broker.createTopic(topic, 4, Map.of());
    PipelineStats stats;
    try (TestBroadcaster recording =
        TestBroadcaster.to(
            topic, Map.of(), Map.of("sink.kafka.bootstrap-servers", broker.bootstrapServers()))) {
      for (int i = 0; i < 300; i++) {
        recording.event("web-" + i % 3, i);
      }
      stats = recording.end();
    }

    List<ConsumerRecord<byte[], byte[]>> records = broker.records(topic);
    assertThat(records).hasSize(300);
    assertThat(stats.writes().delivered()).isEqualTo(300);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      CloudEvent event =
          KafkaMessageFactory.createReader(record.headers(), record.value()).toEvent();
      assertThat(event.getType()).isEqualTo("io.eventrecorder.event.created");
      assertThat(event.getExtension("partitionkey")).isEqualTo(text(record.key()));
      assertThat(event.getTime().toInstant().toEpochMilli()).isEqualTo(record.timestamp());
      Schemas.assertValid(EventApi.CORE_V1, text(record.value()));
    }
  }

  @Test
  void values_in_the_events_v1_form_match_its_schema() {
    broker.createTopic(topic, 1, Map.of());
    try (TestBroadcaster recording = recording(Map.of("sink.kafka.value-api", "events-v1"))) {
      recording.event("web-0", 1);
      recording
          .recorder
          .warning("BackOff")
          .regarding(Events.everything().regarding())
          .related(ObjectReference.of("Node", "", "node-1"))
          .label("team", "shop")
          .action("Restarting")
          .message("restarting")
          .record();
      assertThat(recording.flush()).isTrue();
    }

    List<ConsumerRecord<byte[], byte[]>> records = broker.records(topic);
    assertThat(records).hasSize(2);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      assertThat(text(record.value())).contains("\"events.k8s.io/v1\"", "\"note\"");
      Schemas.assertValid(EventApi.EVENTS_V1, text(record.value()));
    }
  }

  @Test
  void a_tombstone_has_the_events_key_and_no_value() {
    broker.createTopic(topic, 1, Map.of());
    try (TestSink sink = mirror()) {
      sink.await(sink.sink.create(Events.backOff()));
      sink.await(sink.sink.update(deleted(Events.backOff())));
    }

    List<ConsumerRecord<byte[], byte[]>> records = broker.records(topic);
    assertThat(records).hasSize(2);
    ConsumerRecord<byte[], byte[]> tombstone = records.get(1);
    assertThat(tombstone.value()).isNull();
    assertThat(tombstone.key()).isEqualTo(records.get(0).key());
    assertThat(header(tombstone, "ce_type")).isEqualTo("io.eventrecorder.event.deleted");
    assertThat(header(tombstone, "ce_id")).endsWith("/deleted");
    assertThat(tombstone.headers().lastHeader("content-type")).isNull();
  }

  @Test
  void events_of_one_object_are_in_one_partition_in_order() {
    broker.createTopic(topic, 4, Map.of());
    try (TestBroadcaster recording = recording(Map.of())) {
      for (int i = 0; i < 1000; i++) {
        recording.event("web-" + i % 5, i);
      }
      assertThat(recording.flush()).isTrue();
    }

    List<ConsumerRecord<byte[], byte[]>> records = broker.records(topic);
    assertThat(records).hasSize(1000);
    for (int pod = 0; pod < 5; pod++) {
      String name = "web-" + pod;
      List<ConsumerRecord<byte[], byte[]>> own =
          records.stream().filter(r -> text(r.key()).contains("|" + name + "|")).toList();
      assertThat(own.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
      int first = pod;
      assertThat(own.stream().map(r -> Integer.valueOf(event(r).message())))
          .isEqualTo(IntStream.range(0, 200).map(i -> first + 5 * i).boxed().toList());
    }
  }

  @Test
  void each_update_of_a_counted_event_writes_its_newest_state() {
    broker.createTopic(topic, 1, Map.of());
    try (TestBroadcaster recording =
        recording(Map.of("pipeline.kafka.correlator", "aggregating"))) {
      for (int i = 0; i < 3; i++) {
        recording.recorder.warning(Events.backOff().regarding(), "BackOff", "restarting");
        assertThat(recording.flush()).isTrue();
      }
    }

    List<ConsumerRecord<byte[], byte[]>> records = broker.records(topic);
    assertThat(records.stream().map(record -> event(record).count())).containsExactly(1, 2, 3);
    assertThat(records.stream().map(record -> text(record.headers().lastHeader("ce_type").value())))
        .containsExactly(
            "io.eventrecorder.event.created",
            "io.eventrecorder.event.updated",
            "io.eventrecorder.event.updated");
    List<String> ids = records.stream().map(record -> header(record, "ce_id")).toList();
    String uid = event(records.get(0)).uid();
    assertThat(EventUid.parse(uid)).isNotNull();
    assertThat(ids).containsExactly(uid + "/1", uid + "/2", uid + "/3");
  }

  /** Two replicas of a program record about one object, each with two threads. */
  @Test
  void processes_write_records_with_different_ids() throws Exception {
    broker.createTopic(topic, 1, Map.of());
    int each = 500;
    try (TestBroadcaster one = recording(Map.of());
        TestBroadcaster other = recording(Map.of())) {
      List<Thread> threads = new ArrayList<>();
      for (TestBroadcaster recording : List.of(one, other, one, other)) {
        Thread thread =
            new Thread(() -> IntStream.range(0, each).forEach(i -> recording.event("web-0", i)));
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(one.flush() && other.flush()).isTrue();
    }

    List<ConsumerRecord<byte[], byte[]>> records = broker.records(topic);
    assertThat(records).hasSize(4 * each);
    assertThat(records.stream().map(record -> header(record, "ce_id"))).doesNotHaveDuplicates();
    List<EventUid> uids =
        records.stream()
            .map(record -> Objects.requireNonNull(EventUid.parse(event(record).uid())))
            .toList();
    assertThat(uids.stream().map(EventUid::process).distinct()).hasSize(2);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      assertThat(header(record, "ce_id")).isEqualTo(event(record).uid() + "/1");
    }
  }

  @Test
  void without_uids_namespace_and_name_are_the_id() {
    broker.createTopic(topic, 1, Map.of());
    try (TestBroadcaster recording = recording(Map.of("event-uids", "false"))) {
      recording.event("web-0", 1);
      assertThat(recording.flush()).isTrue();
    }
    ConsumerRecord<byte[], byte[]> record = broker.records(topic).get(0);
    assertThat(event(record).uid()).isEmpty();
    assertThat(header(record, "ce_id")).isEqualTo("shop/" + event(record).name() + "/1");
  }

  @Test
  void a_compacted_topic_keeps_the_newest_state_of_each_event() {
    broker.createTopic(
        topic,
        1,
        Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "100",
            "min.cleanable.dirty.ratio", "0.001",
            "max.compaction.lag.ms", "100",
            "delete.retention.ms", "0"));
    try (TestSink sink = mirror()) {
      for (int count = 1; count <= 5; count++) {
        for (int number = 0; number < 3; number++) {
          Event event = Events.numbered("compacted", number).toBuilder().count(count).build();
          sink.await(sink.sink.update(event));
        }
      }
      sink.await(sink.sink.update(deleted(Events.numbered("compacted", 1))));

      // Kafka rolls a segment, and can then compact it, when a record with a later time arrives.
      AtomicInteger hours = new AtomicInteger();
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(300))
          .untilAsserted(
              () -> {
                Instant later = Events.LAST.plusSeconds(3600L * hours.incrementAndGet());
                Event roll = Events.numbered("roll", 0).toBuilder().lastTimestamp(later).build();
                sink.await(sink.sink.create(roll));
                assertThat(
                        broker.records(topic).stream()
                            .filter(record -> text(record.key()).contains("|compacted."))
                            .map(record -> text(record.key()) + " " + state(record)))
                    .containsExactlyInAnyOrder("|shop|compacted.0 5", "|shop|compacted.2 5");
              });
    }
  }

  @Test
  void a_missing_topic_is_reported_and_writes_succeed_once_it_is_created() {
    try (TestBroadcaster recording = recording(Map.of("sink.kafka.producer.max.block.ms", "300"))) {
      for (int i = 0; i < 10; i++) {
        recording.event("web-0", i);
      }
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(recording.stats().health().lastError())
                      .contains("topic " + topic + " does not exist")
                      .contains("kafka-topics.sh --create"));

      broker.createTopic(topic, 1, Map.of());
      assertThat(recording.flush()).isTrue();
      assertThat(recording.stats().writes().delivered()).isEqualTo(10);
    }
    // In any order: each was tried again, and any of them may have been first.
    assertThat(broker.records(topic).stream().map(record -> event(record).message()))
        .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void only_the_record_that_is_too_large_is_rejected() {
    broker.createTopic(topic, 1, Map.of("max.message.bytes", "20000"));
    try (TestBroadcaster recording =
        recording(Map.of("sink.kafka.producer.compression.type", "none"))) {
      recording.event("web-0", 1);
      recording
          .recorder
          .normal("x".repeat(30_000))
          .regarding(Events.backOff().regarding())
          .record();
      recording.event("web-0", 2);
      PipelineStats stats = recording.end();

      assertThat(stats.writes().delivered()).isEqualTo(2);
      assertThat(stats.writes().rejected()).isEqualTo(1);
      assertThat(stats.health().lastError()).contains("does not accept this record");
    }
    assertThat(broker.records(topic)).hasSize(2);
  }

  @Test
  void a_dead_letter_is_the_unchanged_record() {
    String deadLetters = topic + "-dlq";
    broker.createTopic(topic, 1, Map.of("max.message.bytes", "20000"));
    broker.createTopic(deadLetters, 1, Map.of());
    Event large = Events.backOff().toBuilder().message("x".repeat(30_000)).build();
    try (TestSink sink =
        new TestSink(
            KafkaEventSink.builder(topic)
                .bootstrapServers(broker.bootstrapServers())
                .producerConfig(Map.of("compression.type", "none"))
                .deadLetterTopic(deadLetters)
                .build())) {
      assertThat(sink.failure(sink.sink.create(large)))
          .hasMessageContaining("RecordTooLargeException")
          .hasMessageContaining("it is in the dead-letter topic " + deadLetters);
    }

    assertThat(broker.records(topic)).isEmpty();
    List<ConsumerRecord<byte[], byte[]>> letters = broker.records(deadLetters);
    assertThat(letters).hasSize(1);
    ConsumerRecord<byte[], byte[]> letter = letters.get(0);
    assertThat(letter.value()).isEqualTo(EventJson.writeBytes(large, EventApi.CORE_V1));
    assertThat(text(letter.key())).isEqualTo("|shop|Pod|web-0|26ad33eb");
    assertThat(letter.timestamp()).isEqualTo(Events.LAST.toEpochMilli());
    assertThat(header(letter, "ce_id")).isEqualTo("shop/web-0.187a/1");
    assertThat(header(letter, "eventrecorder.errors.topic")).isEqualTo(topic);
    assertThat(header(letter, "eventrecorder.errors.exception.class.name"))
        .isEqualTo("org.apache.kafka.common.errors.RecordTooLargeException");
    assertThat(header(letter, "eventrecorder.errors.exception.message")).isNotBlank();
  }

  @Test
  void valid_records_in_a_batch_with_a_refused_one_are_written_once() {
    String deadLetters = topic + "-dlq";
    Map<String, String> oneHourAhead = Map.of("message.timestamp.after.max.ms", "3600000");
    broker.createTopic(topic, 4, oneHourAhead);
    broker.createTopic(deadLetters, 1, oneHourAhead);
    PipelineStats stats;
    try (TestBroadcaster recording =
        recording(Map.of("sink.kafka.dead-letter-topic", deadLetters))) {
      for (int i = 0; i < 2000; i++) {
        ObjectReference pod = ObjectReference.of("Pod", "shop", "web-" + i % 40);
        Event event = Events.numbered("e", i).toBuilder().regarding(pod).build();
        Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
        recording.broadcaster.publish(
            i % 200 == 100 ? event.toBuilder().lastTimestamp(tomorrow).build() : event);
      }
      assertThat(recording.flush()).isTrue();
      stats = recording.stats();
    }

    assertThat(stats.writes().rejected()).isEqualTo(10);
    assertThat(stats.writes().delivered()).isEqualTo(1990);
    assertThat(stats.counters()).containsEntry("producers-replaced", 0L);
    assertThat(broker.records(topic).stream().map(record -> event(record).message()))
        .hasSize(1990)
        .doesNotHaveDuplicates();
    assertThat(broker.records(deadLetters))
        .as("dated today, since no topic takes the date")
        .hasSize(10)
        .allMatch(letter -> letter.timestamp() <= clock.instant().toEpochMilli());
  }

  @Test
  void the_applications_producer_is_used_and_never_closed() {
    broker.createTopic(topic, 1, Map.of());
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()), bytes, bytes)) {
      try (TestSink sink = new TestSink(KafkaEventSink.builder(topic).producer(producer).build())) {
        sink.await(sink.sink.create(Events.backOff()));
        sink.await(sink.sink.flush());
      }
      EventSink another = KafkaEventSink.builder(topic).producer(producer).build();
      CompletableFuture<Event> write = another.create(Events.backOff()).toCompletableFuture();
      another.close(Duration.ofSeconds(5));
      assertThat(write).isCompleted();
      assertThat(producer.partitionsFor(topic)).hasSize(1);
    }
    assertThat(broker.records(topic)).hasSize(2);
  }

  /** A sink for an application that mirrors events. */
  private TestSink mirror() {
    return new TestSink(
        KafkaEventSink.builder(topic)
            .bootstrapServers(broker.bootstrapServers())
            .key(KeyBy.EVENT)
            .tombstones(true)
            .build());
  }

  private static Event deleted(Event event) {
    return event.toBuilder()
        .unknownFields(Map.of("/metadata/deletionTimestamp", "\"2026-01-01T00:00:00Z\""))
        .build();
  }

  private TestBroadcaster recording(Map<String, String> options) {
    return TestBroadcaster.to(
        topic, Map.of("bootstrap.servers", broker.bootstrapServers()), options);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return text(record.headers().lastHeader(name).value());
  }

  private static String state(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null ? "deleted" : "" + event(record).count();
  }

  private static Event event(ConsumerRecord<byte[], byte[]> record) {
    return EventJson.read(record.value());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
