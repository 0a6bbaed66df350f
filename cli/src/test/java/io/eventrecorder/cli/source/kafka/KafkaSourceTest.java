package io.eventrecorder.cli.source.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.cli.source.EventSelection;
import io.eventrecorder.cli.source.ObjectName;
import io.eventrecorder.cli.source.ResumableSource;
import io.eventrecorder.cli.source.RunningSource;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.sink.kafka.KafkaBroker;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** With a real broker. */
class KafkaSourceTest {
  private static final KafkaBroker BROKER = KafkaBroker.start();
  private static final KafkaProducer<byte[], byte[]> PRODUCER =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", BROKER.bootstrapServers()),
          new ByteArraySerializer(),
          new ByteArraySerializer());

  private final Map<String, String> consumer = new HashMap<>();
  private String servers = BROKER.bootstrapServers();
  private String topic = "";
  private EventSelection selection = new EventSelection("", null, Set.of(), null);
  private boolean follow = true;

  @AfterAll
  static void close() {
    PRODUCER.close();
    BROKER.close();
  }

  private ResumableSource source(StandardStreams streams) {
    return new KafkaSource(
        new TopicOptions(servers, topic, consumer),
        selection,
        follow,
        streams,
        EventClock.system(),
        new Random(1));
  }

  private RunningSource start() {
    return new RunningSource(this::source);
  }

  private RunningSource startAt(List<String> position) {
    return new RunningSource(this::source, position);
  }

  private void topic(String name, int partitions) {
    topic = name;
    BROKER.createTopic(name, partitions, Map.of());
  }

  private void send(@Nullable String value) {
    send(0, null, value, "");
  }

  private void send(int partition, @Nullable Long time, @Nullable String value, String type) {
    ProducerRecord<byte[], byte[]> made =
        new ProducerRecord<>(
            topic, partition, time, null, value == null ? null : value.getBytes(UTF_8));
    if (!type.isEmpty()) {
      made.headers().add("ce_type", type.getBytes(UTF_8));
    }
    try {
      PRODUCER.send(made).get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String event(String name) {
    return "{\"kind\":\"Event\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\""
        + name
        + "\",\"namespace\":\"shop\"},\"involvedObject\":{\"kind\":\"Pod\",\"name\":\"web-0\"},"
        + "\"type\":\"Normal\",\"count\":1}";
  }

  @Test
  void all_forms_are_read_and_deletions_are_passed_over() {
    topic("forms", 1);
    send(0, null, event("binary"), "io.eventrecorder.event.created");
    send(
        "{\"specversion\":\"1.0\",\"type\":\"io.eventrecorder.event.updated\",\"data\":"
            + event("structured")
            + "}");
    send("[" + event("first") + "," + event("second") + "]");
    send(0, null, event("deleted"), "io.eventrecorder.event.deleted");
    send(
        "{\"specversion\":\"1.0\",\"type\":\"io.eventrecorder.event.deleted\",\"data\":"
            + event("deleted")
            + "}");
    send(null);
    try (RunningSource running = start()) {
      running.awaitRead("binary x1", "structured x1", "first x1", "second x1");
      send(event("new"));
      running.awaitRead("binary x1", "structured x1", "first x1", "second x1", "new x1");
      assertThat(running.source().others(""))
          .isEqualTo("3 items passed over (2 DELETED, 1 tombstone)");
      assertThat(running.source().isClean()).isTrue();
    }
  }

  @Test
  void a_record_that_is_no_event_is_named_and_skipped() {
    topic("bad", 1);
    send("hello");
    send("");
    send("{\"kind\":\"Pod\"}");
    send(event("good"));
    follow = false;
    try (RunningSource running = start()) {
      running.awaitEnd();
      assertThat(running.read()).containsExactly("good x1");
      assertThat(running.errors().lines())
          .satisfiesExactly(
              line ->
                  assertThat(line).startsWith("event-record: bad-0@0, line 1, column 1: must be"),
              line -> assertThat(line).startsWith("event-record: bad-0@1: is empty"),
              line -> assertThat(line).startsWith("event-record: bad-0@2, line 1, column "));
      assertThat(running.source().isClean()).isFalse();
    }
  }

  @Test
  void after_a_restart_each_record_comes_once() {
    topic("restart", 2);
    send(0, null, event("a"), "");
    RunningSource first = start();
    first.awaitRead("a x1");
    List<String> position = first.stop();
    assertThat(offsets(position)).containsExactly("offset 0 1", "offset 1 0");

    send(1, null, event("b"), "");
    send(0, null, event("c"), "");
    try (RunningSource second = startAt(position)) {
      await().until(() -> second.read().size() == 2);
      assertThat(second.read()).containsExactlyInAnyOrder("b x1", "c x1");
    }
  }

  @Test
  void a_new_partition_is_read_from_its_beginning() {
    topic("grows", 1);
    send(event("a"));
    selection = new EventSelection("", null, Set.of(), Instant.EPOCH);
    try (RunningSource running = start()) {
      running.awaitRead("a x1");
      KafkaBroker.await(
          BROKER.admin().createPartitions(Map.of(topic, NewPartitions.increaseTo(2))).all());
      await().ignoreExceptions().untilAsserted(() -> send(1, 1_000L, event("b"), ""));
      running.awaitRead("a x1", "b x1");
    }
  }

  @Test
  void since_begins_at_the_first_record_of_that_time() {
    topic("since", 2);
    Instant time = Instant.parse("2026-01-01T10:00:00Z");
    send(0, time.minusSeconds(60).toEpochMilli(), event("old"), "");
    send(0, time.plusSeconds(60).toEpochMilli(), event("recent"), "");
    send(1, time.minusSeconds(60).toEpochMilli(), event("old"), "");
    selection = new EventSelection("", null, Set.of(), time);
    try (RunningSource running = start()) {
      running.awaitRead("recent x1");
      send(1, time.minusSeconds(1).toEpochMilli(), event("late"), "");
      running.awaitRead("recent x1", "late x1");
      assertThat(offsets(running.stop())).containsExactly("offset 0 2", "offset 1 2");
    }
  }

  @Test
  void the_selection_applies() {
    topic("selected", 1);
    send(event("a"));
    follow = false;
    selection = new EventSelection("shop", ObjectName.parse("pod/web-0"), Set.of("Normal"), null);
    assertThat(readAll()).containsExactly("a x1");
    selection = new EventSelection("other", null, Set.of(), null);
    assertThat(readAll()).isEmpty();
    selection = new EventSelection("", ObjectName.parse("pod/web-1"), Set.of(), null);
    assertThat(readAll()).isEmpty();
    selection = new EventSelection("", null, Set.of("Warning"), null);
    assertThat(readAll()).isEmpty();
  }

  private List<String> readAll() {
    try (RunningSource running = start()) {
      running.awaitEnd();
      assertThat(running.errors()).isEmpty();
      return running.read();
    }
  }

  @Test
  void records_that_the_topic_has_deleted_are_a_loss_that_is_reported() {
    topic("retention", 1);
    send(event("a"));
    send(event("b"));
    send(event("c"));
    KafkaBroker.await(
        BROKER
            .admin()
            .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(2)))
            .all());
    try (RunningSource running = startAt(List.of("offset 0 1"))) {
      running.awaitRead("c x1");
      assertThat(running.errors())
          .contains("retention-0: the topic has deleted the records from offset 1 to 1 before");
      assertThat(running.source().isClean()).isFalse();
    }
  }

  @Test
  void a_topic_that_has_lost_its_newest_records_is_read_from_its_beginning() {
    topic("unclean", 1);
    send(event("a"));
    List<String> ids;
    try (RunningSource running = start()) {
      running.awaitRead("a x1");
      ids = running.stop().subList(0, 2);
    }
    try (RunningSource running = startAt(List.of(ids.get(0), ids.get(1), "offset 0 500"))) {
      running.awaitRead("a x1");
      assertThat(running.errors())
          .contains("unclean-0: the topic has no offset 500 any more, although its id is the same")
          .contains("unclean leader election");
      assertThat(running.source().isClean()).isFalse();
    }
  }

  @Test
  void the_position_of_a_topic_that_was_created_anew_is_refused_and_stays() {
    topic("anew", 1);
    send(event("a"));
    RunningSource first = start();
    first.awaitRead("a x1");
    List<String> position = first.stop();
    BROKER.deleteTopic(topic);
    await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> topic("anew", 1));
    send(event("b"));
    send(event("c"));
    try (RunningSource second = startAt(position)) {
      second.awaitEnd();
      assertThat(second.read()).isEmpty();
      assertThat(second.errors())
          .contains("cannot read events: topic anew was deleted and created anew (id ")
          .contains("delete the file to begin afresh, or name another file");
      assertThat(second.source().isClean()).isFalse();
      assertThat(second.source().position()).isEqualTo(position);
    }
  }

  @Test
  void the_position_of_another_cluster_is_refused() {
    topic("elsewhere", 1);
    send(event("a"));
    try (RunningSource running = startAt(List.of("cluster 4L6g3nShT-eMCtK--X86sw", "offset 0 0"))) {
      running.awaitEnd();
      assertThat(running.read()).isEmpty();
      assertThat(running.errors()).contains("topic elsewhere is in another Kafka cluster (");
      assertThat(running.source().isClean()).isFalse();
    }
  }

  private static List<String> offsets(List<String> position) {
    assertThat(position.get(0)).startsWith("cluster ");
    assertThat(position.get(1)).startsWith("topic-id ");
    return position.subList(2, position.size());
  }

  @Test
  void records_of_a_transaction_that_was_aborted_are_not_read() {
    topic("transactions", 1);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", BROKER.bootstrapServers(), "transactional.id", "test"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      append(producer, event("aborted"));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      append(producer, event("committed"));
      producer.commitTransaction();
    }
    send(event("plain"));
    follow = false;
    assertThat(readAll()).containsExactly("committed x1", "plain x1");
  }

  private void append(KafkaProducer<byte[], byte[]> producer, String value) {
    var unused = producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8)));
  }

  @Test
  void offsets_that_are_missing_are_no_gap() {
    topic("missing", 1);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", BROKER.bootstrapServers(), "transactional.id", "gaps"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      append(producer, event("a"));
      producer.commitTransaction(); // the marker of its end takes offset 1, and no consumer gets it
    }
    follow = false;
    assertThat(readAll()).containsExactly("a x1");
    try (RunningSource running = startAt(List.of("offset 0 1"))) {
      running.awaitEnd();
      assertThat(running.errors()).isEmpty();
      assertThat(running.read()).isEmpty();
    }
  }

  @Test
  void an_unknown_topic_is_named() {
    topic = "nowhere";
    try (RunningSource running = start()) {
      running.awaitEnd();
      assertThat(running.errors()).contains("topic nowhere does not exist");
      assertThat(running.errors().lines()).hasSize(1);
      assertThat(running.source().isClean()).isFalse();
    }
  }

  @Test
  void a_broker_that_is_down_for_a_while_is_reported_once() {
    try (KafkaBroker own = KafkaBroker.start()) {
      own.createTopic("outage", 1, Map.of());
      servers = own.bootstrapServers();
      topic = "outage";
      consumer.put("default.api.timeout.ms", "3000");
      try (RunningSource running = start()) {
        await().until(() -> !running.source().position().isEmpty());
        own.stop();
        await().atMost(Duration.ofSeconds(40)).until(() -> !running.errors().isEmpty());
        assertThat(running.errors())
            .contains("no answer from the brokers at " + servers, "trying again until it works");
        own.startAgain();
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> running.errors().contains("events can be read again"));
        assertThat(running.errors().lines()).hasSize(2);
      }
    }
  }

  @Test
  void a_login_that_is_refused_is_reported_without_the_password() {
    BROKER.setPassword("reader", "right");
    consumer.putAll(BROKER.saslClient("reader", "wrong-password"));
    servers = String.valueOf(consumer.remove("bootstrap.servers"));
    topic = "forms";
    try (RunningSource running = start()) {
      running.awaitEnd();
      assertThat(running.errors())
          .contains("do not accept the login")
          .doesNotContain("wrong-password");
    }
  }

  @Test
  void settings_that_the_source_needs_for_itself_are_refused() {
    consumer.put("group.id", "mine");
    topic = "forms";
    Assertions.assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> source(StandardStreams.ofProcess()))
        .withMessageContaining("eventrecorder.source.kafka.consumer.group.id cannot be set");
  }
}
