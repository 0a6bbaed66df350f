package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.sink.kafka.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two relays work on a real broker, and one of them is killed with SIGKILL while it has a
 * transaction open. A third one takes its place. What they wrote together is what one correlator
 * writes that reads the same log without interruption.
 */
class KilledRelayTest {
  private static final String OUTPUT = "events.correlated";
  private static final String BOOKS = RelayProcess.APPLICATION + "-books-changelog";
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void what_a_killed_relay_did_counts_exactly_once() throws Exception {
    try (KafkaBroker broker =
        KafkaBroker.start(
            Map.of(
                "group.min.session.timeout.ms",
                "500",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                "500"))) {
      broker.createTopic(
          RelayProcess.INPUT,
          RelayProcess.PARTITIONS,
          Map.of("message.timestamp.type", "LogAppendTime"));
      RecordedEvents.Sent sent = runAndKill(broker);
      List<List<ConsumerRecord<byte[], byte[]>>> input =
          read(broker, RelayProcess.INPUT, "read_committed");
      List<List<ConsumerRecord<byte[], byte[]>>> written = read(broker, OUTPUT, "read_committed");
      List<List<ConsumerRecord<byte[], byte[]>>> books = read(broker, BOOKS, "read_committed");
      int aborted = size(read(broker, OUTPUT, "read_uncommitted")) - size(written);
      assertThat(aborted).as("states of the killed relay that were never visible").isPositive();
      assertThat(input).allSatisfy(records -> assertThat(records).isNotEmpty());
      long duplicates = 0;
      long dead = 0;
      long ignored = 0;
      for (int partition = 0; partition < RelayProcess.PARTITIONS; partition++) {
        BareCorrelator bare = new BareCorrelator(salts(broker));
        input.get(partition).forEach(bare::play);
        List<WrittenState> states = states(written.get(partition));
        assertRevisionsAndCountsRise(states);
        assertBooksBalance(books.get(partition), bare, input.get(partition).size());
        assertEqual(states, bare, partition);
        duplicates += bare.duplicates();
        dead += bare.dead();
        ignored += bare.ignored();
      }
      assertThat(duplicates).isPositive().isGreaterThanOrEqualTo(sent.repeated());
      assertThat(dead).isPositive().isEqualTo(sent.garbage());
      assertThat(ignored).isPositive().isEqualTo(sent.deletions());
    }
  }

  private static TopicSalts salts(KafkaBroker broker) {
    try (Admin admin = broker.admin()) {
      Map<String, Uuid> ids = new HashMap<>();
      KafkaBroker.await(admin.describeTopics(List.of(RelayProcess.INPUT)).allTopicNames())
          .forEach((name, topic) -> ids.put(name, topic.topicId()));
      return new TopicSalts(ids);
    }
  }

  private RecordedEvents.Sent runAndKill(KafkaBroker broker) throws Exception {
    String brokers = broker.bootstrapServers();
    try (RelayProcess one = RelayProcess.start("one", brokers, directory);
        RelayProcess two = RelayProcess.start("two", brokers, directory);
        Admin admin = broker.admin()) {
      // A relay without records for ten seconds follows the clock of the machine. So both wait
      // for the first record, and not the records for a relay that is slow to start.
      until(() -> hasPartitions(one) && hasPartitions(two));
      try (RecordedEvents events = new RecordedEvents(brokers)) {
        until(() -> works(one) && works(two));
        killInTransaction(admin, one);
        long before = events.recorded();
        try (RelayProcess three = RelayProcess.start("three", brokers, directory)) {
          until(() -> works(three) && works(two) && events.recorded() > before + 3000);
          RecordedEvents.Sent sent = events.end();
          until(() -> isDone(admin));
          assertThat(List.of(two.end(), three.end())).containsOnly(0);
          return sent;
        }
      }
    }
  }

  private static boolean hasPartitions(RelayProcess relay) {
    assertThat(relay.isAlive()).isTrue();
    return !relay.consumed().isEmpty();
  }

  private static boolean works(RelayProcess relay) {
    assertThat(relay.isAlive()).isTrue();
    return relay.consumed().values().stream().anyMatch(consumed -> consumed > 200);
  }

  /** A process that is stopped cannot end its transaction, so it is open when the process dies. */
  private static void killInTransaction(Admin admin, RelayProcess relay) {
    until(
        () -> {
          relay.signal("STOP");
          List<Integer> partitions = List.copyOf(relay.consumed().keySet());
          if (hasOpenTransaction(admin, partitions) && staysOpen(admin, partitions)) {
            relay.kill();
            return true;
          }
          relay.signal("CONT");
          return false;
        });
  }

  /** {@return false if the broker was about to end the transaction} */
  private static boolean staysOpen(Admin admin, List<Integer> partitions) {
    try {
      await()
          .during(Duration.ofMillis(300))
          .atMost(Duration.ofSeconds(1))
          .until(() -> hasOpenTransaction(admin, partitions));
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }

  private static boolean hasOpenTransaction(Admin admin, List<Integer> partitions) {
    return partitions.stream()
        .map(partition -> new TopicPartition(OUTPUT, partition))
        .anyMatch(
            at ->
                end(admin, at, IsolationLevel.READ_COMMITTED)
                    < end(admin, at, IsolationLevel.READ_UNCOMMITTED));
  }

  private static long end(Admin admin, TopicPartition at, IsolationLevel isolation) {
    return KafkaBroker.await(
            admin
                .listOffsets(Map.of(at, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                .partitionResult(at))
        .offset();
  }

  /** {@return whether everything is read, and every transaction has ended} */
  private static boolean isDone(Admin admin) {
    Map<TopicPartition, Long> committed = new HashMap<>();
    KafkaBroker.await(
            admin
                .listConsumerGroupOffsets(RelayProcess.APPLICATION)
                .partitionsToOffsetAndMetadata())
        .forEach((at, offset) -> committed.put(at, offset.offset()));
    List<Integer> all = IntStream.range(0, RelayProcess.PARTITIONS).boxed().toList();
    return all.stream()
            .map(partition -> new TopicPartition(RelayProcess.INPUT, partition))
            .allMatch(
                at ->
                    committed.getOrDefault(at, 0L)
                        == end(admin, at, IsolationLevel.READ_UNCOMMITTED))
        && !hasOpenTransaction(admin, all);
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(condition);
  }

  /** After the newest record, a relay that waits writes what time makes due. */
  private static void assertEqual(List<WrittenState> written, BareCorrelator bare, int partition) {
    List<WrittenState> expected = bare.states();
    for (int i = 0; i < expected.size(); i++) {
      WrittenState state = i < written.size() ? written.get(i) : null;
      assertThat(state).as("state %d of partition %d", i, partition).isEqualTo(expected.get(i));
    }
    assertThat(written.subList(expected.size(), written.size()))
        .as("states of partition %d after its newest record", partition)
        .allMatch(state -> state.millis() > bare.millis());
  }

  private static void assertRevisionsAndCountsRise(List<WrittenState> states) {
    Map<String, WrittenState> last = new TreeMap<>();
    for (WrittenState state : states) {
      WrittenState before = last.put(state.key(), state);
      if (before != null) {
        assertThat(state.revision()).as("revision of " + state).isGreaterThan(before.revision());
        assertThat(state.event().count())
            .as("count of %s after %s", state, before)
            .isGreaterThan(before.event().count());
      }
    }
  }

  /** At each commit. */
  private static void assertBooksBalance(
      List<ConsumerRecord<byte[], byte[]>> commits, BareCorrelator bare, int records) {
    Books last = Books.of(null);
    for (ConsumerRecord<byte[], byte[]> commit : commits) {
      Books books = Books.of(commit.value());
      assertThat(books.counted + books.duplicates + books.dead + books.ignored)
          .isEqualTo(books.consumed)
          .isGreaterThanOrEqualTo(last.consumed);
      assertThat(books.written + books.unwritten).isEqualTo(books.occurrences);
      last = books;
    }
    assertThat(last.consumed).as("consumed").isEqualTo(records);
    assertThat(last.counted).as("counted").isEqualTo(bare.occurrences());
    assertThat(last.occurrences).as("occurrences").isEqualTo(bare.occurrences());
    assertThat(last.duplicates).as("duplicates").isEqualTo(bare.duplicates());
    assertThat(last.dead).as("dead").isEqualTo(bare.dead());
    assertThat(last.ignored).as("ignored").isEqualTo(bare.ignored());
    assertThat(last.dedupUnknown).as("dedupUnknown").isZero();
    assertThat(last.stateLost).as("stateLost").isZero();
  }

  private static List<WrittenState> states(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .map(
            record ->
                WrittenState.of(record.key(), record.value(), record.headers(), record.timestamp()))
        .toList();
  }

  private static int size(List<List<ConsumerRecord<byte[], byte[]>>> partitions) {
    return partitions.stream().mapToInt(List::size).sum();
  }

  /** {@return the records of each partition, in order} */
  private static List<List<ConsumerRecord<byte[], byte[]>>> read(
      KafkaBroker broker, String topic, String isolation) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", isolation);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    List<List<ConsumerRecord<byte[], byte[]>>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      for (int partition = 0; partition < RelayProcess.PARTITIONS; partition++) {
        TopicPartition at = new TopicPartition(topic, partition);
        consumer.assign(List.of(at));
        consumer.seekToBeginning(List.of(at));
        long end = consumer.endOffsets(List.of(at)).getOrDefault(at, 0L);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (consumer.position(at) < end) {
          records.addAll(consumer.poll(Duration.ofMillis(100)).records(at));
        }
        all.add(records);
      }
    }
    return all;
  }
}
