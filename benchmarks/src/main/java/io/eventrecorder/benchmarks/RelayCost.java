package io.eventrecorder.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures what a relay costs, on a real broker in another JVM: CPU time of the stream thread for
 * each event, and how much of it each stage takes; bytes in the changelog topics; retained heap.
 * The topic of events has one partition, and is full when the relay starts. What the stages do not
 * explain ({@code rest} in the output) is Kafka Streams: fetching and decoding records, the puts
 * into the stores, the changelogs, the output, the commits.
 */
public final class RelayCost {
  private static final int STAGE_ROUNDS = 6;
  private static final int STAGE_RECORDS = 100_000;
  private static final Duration POLL = Duration.ofSeconds(2);

  private final String address;
  private final int events;

  private RelayCost(String address, int events) {
    this.address = address;
    this.events = events;
  }

  /**
   * Runs the measurement, for some minutes.
   *
   * @param args the number of events of each load; 400 000 if there is no argument
   * @throws Exception if a broker cannot be started, or does not answer
   */
  public static void main(String[] args) throws Exception {
    int events = args.length == 0 ? 400_000 : Integer.parseInt(args[0]);
    try (BrokerProcess broker = new BrokerProcess()) {
      RelayCost cost = new RelayCost(broker.address(), events);
      cost.measure(RelayLoad.REPEATS, "warm-up");
      for (RelayLoad load : RelayLoad.values()) {
        cost.measure(load, load.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
    }
    System.exit(0); // Threads of clients may still run.
  }

  private void measure(RelayLoad load, String name) throws Exception {
    createTopic(name);
    load.record(address, name, events);
    RelayRun.Figures run = new RelayRun(address, name, load, "relay-" + name, events).measure();
    RelayStages stages = new RelayStages(records(name, STAGE_RECORDS), load);
    RelayStages.Cost cost = stages.measure();
    for (int round = 1; round < STAGE_ROUNDS; round++) {
      cost = stages.measure();
    }
    System.out.printf("%s: %s, retained %,d B/event%n", name, run, run.retained());
    System.out.printf("  %s; rest %.2f us%n", cost, run.cpu() - cost.sum());
    StringBuilder changelogs = new StringBuilder("  changelogs, for each event:");
    for (String store : List.of("state", "seen", "books")) {
      List<ConsumerRecord<byte[], byte[]>> log =
          records("relay-" + name + "-" + store + "-changelog", Integer.MAX_VALUE);
      long bytes = log.stream().mapToLong(RelayCost::size).sum();
      changelogs.append(
          " %s %.4f records, %.1f B;"
              .formatted(store, log.size() / (double) events, bytes / (double) events));
    }
    System.out.println(changelogs);
  }

  private static long size(ConsumerRecord<byte[], byte[]> record) {
    return (long) record.serializedKeySize() + Math.max(0, record.serializedValueSize());
  }

  /** The relay requires that records have the time of their arrival. */
  private void createTopic(String name) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", address);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (Admin admin = Admin.create(config);
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, bytes, bytes)) {
      NewTopic topic =
          new NewTopic(name, 1, (short) 1)
              .configs(Map.of("message.timestamp.type", "LogAppendTime"));
      admin.createTopics(List.of(topic)).all().get();
      producer.partitionsFor(name);
    }
  }

  /** {@return the first committed records of the only partition of a topic} */
  private List<ConsumerRecord<byte[], byte[]>> records(String topic, int most) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    Map<String, Object> config =
        Map.of("bootstrap.servers", address, "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (all.size() < most && consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (all.size() < most) {
            all.add(record);
          }
        }
      }
    }
    return all;
  }
}
