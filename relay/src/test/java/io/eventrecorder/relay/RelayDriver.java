package io.eventrecorder.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology with a mock of Kafka. It has one partition. It can be closed and opened again with
 * the same stores, as a task that moves to another machine.
 */
final class RelayDriver implements AutoCloseable {
  private final RelayOptions options;
  private final RelaySetup setup;
  private final KeptStores stores = new KeptStores();
  private final List<TestRecord<byte[], byte[]>> states = new ArrayList<>();
  private final List<TestRecord<byte[], byte[]>> dead = new ArrayList<>();
  private final Map<String, Long> offsets = new HashMap<>();
  private Instant now = ManualClock.START;
  private long ids;
  private TopologyTestDriver driver;

  RelayDriver(RelayOptions options) {
    this(options, Map.of());
  }

  /**
   * A new driver.
   *
   * @param consumedBefore what the relay had read before its stores were lost
   */
  RelayDriver(RelayOptions options, Map<TopicPartition, Long> consumedBefore) {
    this.options = options;
    this.setup =
        new RelaySetup(options, consumedBefore, salts(options.inputs().keySet()), new Board());
    this.driver = open();
  }

  /** {@return the salts of topics whose ids are made of their names} */
  static TopicSalts salts(Collection<String> topics) {
    return new TopicSalts(
        topics.stream()
            .collect(Collectors.toMap(topic -> topic, topic -> new Uuid(1, topic.hashCode()))));
  }

  private TopologyTestDriver open() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            "event-relay",
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            "unused:9092",
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.EXACTLY_ONCE_V2));
    return new TopologyTestDriver(
        RelayTopology.of(options, () -> new ShiftedOffsets(setup), stores::supplier),
        properties,
        now);
  }

  /** The mock begins with offset 0 whenever it is opened; the log of a topic does not. */
  private final class ShiftedOffsets extends CorrelateProcessor {
    private final Map<String, Long> before = Map.copyOf(offsets);

    ShiftedOffsets(RelaySetup setup) {
      super(setup);
    }

    @Override
    ConsumerRecord<byte[], byte[]> consumed(
        Record<byte[], byte[]> record, String topic, int partition, long offset) {
      return super.consumed(record, topic, partition, offset + before.getOrDefault(topic, 0L));
    }
  }

  /** Closes the task, and opens it again with what its stores have. */
  void moves() {
    driver.close();
    driver = open();
  }

  /** Somebody deletes a topic and creates it again, so its offsets begin with 0. */
  void topicIsCreatedAgain(String topic) {
    offsets.remove(topic);
    moves();
  }

  void passes(Duration span) {
    now = now.plus(span);
    driver.advanceWallClockTime(span);
    collect();
  }

  Instant now() {
    return now;
  }

  /** An event of a recorder arrives, with an id of its own. */
  void arrives(String scope, Event event) {
    arrives("events", scope, "id-" + ids++, event);
  }

  void arrives(String topic, String scope, String id, Event event) {
    arrives(topic, record(scope, id, event, now));
  }

  static TestRecord<byte[], byte[]> record(String scope, String id, Event event, Instant time) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_source", scope.getBytes(UTF_8));
    headers.add("ce_id", id.getBytes(UTF_8));
    byte[] value = EventJson.writeBytes(event, EventApi.CORE_V1);
    return new TestRecord<>("key".getBytes(UTF_8), value, headers, time);
  }

  void arrives(String topic, TestRecord<byte[], byte[]> record) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    input.pipeInput(record);
    offsets.merge(topic, 1L, Long::sum);
    collect();
  }

  private void collect() {
    read(options.outputTopic(), states);
    read(options.deadTopic(), dead);
  }

  private void read(String topic, List<TestRecord<byte[], byte[]>> records) {
    records.addAll(
        driver
            .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList());
  }

  /** {@return all records of events.correlated} */
  List<TestRecord<byte[], byte[]>> stateRecords() {
    return List.copyOf(states);
  }

  /** {@return the states that were written since the last call} */
  List<Event> takeStates() {
    List<Event> events = states.stream().map(record -> EventJson.read(record.value())).toList();
    states.clear();
    return events;
  }

  List<TestRecord<byte[], byte[]>> deadRecords() {
    return List.copyOf(dead);
  }

  Books books() {
    return Books.of(stores.content(RelayTopology.BOOKS_STORE).get(PartitionTask.BOOKS_KEY));
  }

  /** {@return what the tasks have published for other threads} */
  List<RelayStats.Partition> published() {
    return setup.board().read();
  }

  /** {@return the topics that were written to since the task was opened} */
  Set<String> producedTopics() {
    return driver.producedTopicNames();
  }

  /** {@return how many records were written to the changelog of a store since the last call} */
  long changelog(String store) {
    return driver
        .createOutputTopic(
            options.applicationId() + "-" + store + "-changelog",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())
        .readRecordsToList()
        .size();
  }

  KeptStores stores() {
    return stores;
  }

  @Override
  public void close() {
    driver.close();
  }
}
