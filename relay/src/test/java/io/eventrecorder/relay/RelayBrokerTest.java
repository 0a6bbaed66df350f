package io.eventrecorder.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.sink.kafka.KafkaBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The relay with a real broker. */
class RelayBrokerTest {
  private static KafkaBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private RelayOptions.Builder options(String topic) {
    return RelayOptions.builder()
        .bootstrapServers(broker.bootstrapServers())
        .applicationId("relay-of-" + topic)
        .from(topic)
        .outputTopic(topic + ".correlated")
        .deadTopic(topic + ".dead")
        .threads(1);
  }

  @Test
  void what_recorders_record_can_be_read_as_states() throws Exception {
    try (Relay relay = Relay.builder(options("events").build()).createTopics(2).build()) {
      relay.start();
      record("events", "web-0", "Back-off restarting failed container", 3);
      List<Event> states = read("events.correlated", 3);
      assertThat(states).extracting(Event::count).containsExactly(1, 2, 3);
      assertThat(states.stream().map(Event::name).distinct()).hasSize(1);
    }
  }

  @Test
  void statistics_health_and_meters_show_what_it_does() {
    Relay relay = Relay.builder(options("shown").build()).createTopics(2).build();
    try (relay) {
      assertThat(relay.health().live()).isFalse();
      assertThat(relay.stats().partitions()).isEmpty();
      relay.start();
      record("shown", "web-0", "failed", 3);
      read("shown.correlated", 3);
      await()
          .atMost(30, SECONDS)
          .untilAsserted(
              () -> {
                assertThat(sum(relay, RelayStats.Partition::consumed)).isEqualTo(3);
                assertThat(sum(relay, RelayStats.Partition::written)).isEqualTo(3);
                assertThat(relay.stats().partitions()).hasSize(2);
                assertThat(relay.stats().partitions())
                    .anySatisfy(numbers -> assertThat(numbers.lag()).hasValue(0));
              });
      assertThat(relay.health().live()).isTrue();
      assertThat(relay.health().ready()).isTrue();
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      try (RelayMetrics metrics = new RelayMetrics(relay)) {
        metrics.bindTo(registry);
        assertThat(registry.get("eventrecorder.relay.counted").gauge().value()).isEqualTo(3);
        assertThat(registry.get("eventrecorder.relay.correlator.failures").gauge().value())
            .isZero();
        assertThat(registry.get("eventrecorder.relay.time.behind").gauge().value())
            .isBetween(0.0, 60.0);
        assertThat(registry.get("eventrecorder.relay.partitions").gauge().value()).isEqualTo(2);
        assertThat(registry.get("eventrecorder.relay.failures").functionCounter().count()).isZero();
        assertThat(registry.getMeters())
            .anyMatch(meter -> meter.getId().getName().startsWith("kafka.stream"));
      }
    }
    assertThat(relay.health().live()).isFalse();
    assertThat(relay.stats().partitions()).isEmpty();
  }

  private static long sum(Relay relay, ToLongFunction<RelayStats.Partition> number) {
    return relay.stats().partitions().stream().mapToLong(number).sum();
  }

  @Test
  void a_thread_that_fails_is_replaced() {
    AtomicInteger made = new AtomicInteger();
    RelayOptions options =
        options("failing")
            .kafka(Map.of("session.timeout.ms", 6_000)) // the dead thread stays in the group
            .correlator(
                (clock, names) -> {
                  if (made.getAndIncrement() == 0) {
                    throw new IllegalStateException("no correlator yet");
                  }
                  return new CountingCorrelator(clock);
                })
            .build();
    try (Relay relay = Relay.builder(options).createTopics(1).build()) {
      relay.start();
      record("failing", "web-0", "failed", 1);
      assertThat(read("failing.correlated", 1)).extracting(Event::count).containsExactly(1);
      assertThat(relay.health().failures()).isEqualTo(1);
      assertThat(relay.health().lastFailure()).contains("no correlator yet");
      assertThat(relay.health().live()).isTrue();
    }
  }

  @Test
  void counts_go_on_after_a_restart() {
    RelayOptions options = options("restarted").build();
    try (Relay relay = Relay.builder(options).createTopics(1).build()) {
      relay.start();
      record("restarted", "web-0", "failed", 2);
      read("restarted.correlated", 2);
    }
    record("restarted", "web-0", "failed", 2);
    try (Relay relay = Relay.builder(options).build()) {
      relay.start();
      List<Event> states = read("restarted.correlated", 4);
      assertThat(states).extracting(Event::count).containsExactly(1, 2, 3, 4);
      assertThat(states.stream().map(Event::name).distinct()).hasSize(1);
      await()
          .atMost(30, SECONDS)
          .untilAsserted(() -> assertThat(sum(relay, RelayStats.Partition::consumed)).isEqualTo(4));
      assertThat(sum(relay, RelayStats.Partition::stateLost)).isZero();
    }
  }

  @Test
  void changelogs_that_were_deleted_are_noticed() {
    RelayOptions options = options("lost").build();
    try (Relay relay = Relay.builder(options).createTopics(1).build()) {
      relay.start();
      record("lost", "web-0", "failed", 1);
      read("lost.correlated", 1);
    }
    for (String store : new String[] {"state", "seen", "books"}) {
      broker.deleteTopic("relay-of-lost-" + store + "-changelog");
    }
    record("lost", "web-0", "failed", 1);
    try (Relay relay = Relay.builder(options).build()) {
      relay.start();
      List<Event> states = read("lost.correlated", 2);
      assertThat(states).extracting(Event::count).containsExactly(1, 1);
      assertThat(states).extracting(Event::name).doesNotHaveDuplicates();
      await()
          .atMost(30, SECONDS)
          .untilAsserted(
              () -> assertThat(sum(relay, RelayStats.Partition::stateLost)).isEqualTo(1));
    }
  }

  @Test
  void a_missing_topic_is_named_with_the_remedy() {
    try (Relay relay = Relay.builder(options("missing").build()).build()) {
      assertThatExceptionOfType(RelayException.class)
          .isThrownBy(relay::start)
          .withMessageContaining("missing, missing.correlated, missing.dead")
          .withMessageContaining("create it, or call createTopics(<partitions>)");
    }
  }

  @Test
  void topics_with_different_partitions_are_refused() {
    broker.createTopic("uneven", 2, Map.of());
    broker.createTopic("uneven.correlated", 3, Map.of());
    broker.createTopic("uneven.dead", 1, Map.of());
    try (Relay relay = Relay.builder(options("uneven").build()).build()) {
      assertThatExceptionOfType(RelayException.class)
          .isThrownBy(relay::start)
          .withMessageContaining("{uneven=2, uneven.correlated=3}");
    }
  }

  @Test
  void topics_that_are_created_get_the_partitions_of_one_that_exists() throws Exception {
    broker.createTopic("automatic", 1, Map.of());
    Relay relay = Relay.builder(options("automatic").build()).createTopics(3).build();
    try (relay;
        Admin admin = broker.admin()) {
      relay.start();
      Map<String, TopicDescription> topics =
          KafkaBroker.await(
              admin
                  .describeTopics(List.of("automatic.correlated", "automatic.dead"))
                  .allTopicNames());
      assertThat(topics.values()).allMatch(topic -> topic.partitions().size() == 1);
    }
  }

  @Test
  void nothing_is_created_if_the_topics_that_exist_do_not_fit() throws Exception {
    broker.createTopic("odd", 2, Map.of());
    broker.createTopic("odd.correlated", 3, Map.of());
    try (Relay relay = Relay.builder(options("odd").build()).createTopics(4).build();
        Admin admin = broker.admin()) {
      assertThatExceptionOfType(RelayException.class)
          .isThrownBy(relay::start)
          .withMessageContaining("{odd=2, odd.correlated=3}");
      assertThat(KafkaBroker.await(admin.listTopics().names())).doesNotContain("odd.dead");
    }
  }

  @Test
  void changelog_topics_take_the_largest_part_of_the_memory() {
    RelayOptions options = options("large").maxOutputBytes(1_040_000).build();
    try (Relay relay = Relay.builder(options).createTopics(1).build();
        Admin admin = broker.admin()) {
      relay.start();
      record("large", "web-0", "failed", 1);
      read("large.correlated", 1);
      ConfigResource changelog =
          new ConfigResource(ConfigResource.Type.TOPIC, "relay-of-large-state-changelog");
      Map<ConfigResource, Config> configs =
          KafkaBroker.await(admin.describeConfigs(List.of(changelog)).all());
      assertThat(configs.values())
          .singleElement()
          .satisfies(
              config ->
                  assertThat(config.entries())
                      .anySatisfy(
                          entry -> {
                            assertThat(entry.name()).isEqualTo("max.message.bytes");
                            assertThat(entry.value()).isEqualTo("1050000");
                          }));
    }
  }

  @Test
  void a_relay_can_be_closed_while_it_waits_for_brokers() throws Exception {
    CompletableFuture<Void> starting;
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      RelayOptions options =
          options("silent").bootstrapServers("127.0.0.1:" + silent.getLocalPort()).build();
      Relay relay = Relay.builder(options).build();
      starting = CompletableFuture.runAsync(relay::start);
      try (Socket client = silent.accept()) {
        relay.close(); // does not wait for the brokers
        assertThat(client.isConnected()).isTrue();
        assertThat(starting).isNotDone();
      }
    }
    assertThat(starting)
        .failsWithin(Duration.ofSeconds(60))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(RelayException.class);
  }

  private static void record(String topic, String pod, String message, int times) {
    Map<String, String> configuration =
        Map.of(
            "eventrecorder.sinks",
            "kafka",
            "eventrecorder.sink.kafka.topic",
            topic,
            "eventrecorder.sink.kafka.bootstrap-servers",
            broker.bootstrapServers());
    EventBroadcaster broadcaster = EventBroadcaster.builder().properties(configuration).build();
    EventRecorder recorder = broadcaster.newRecorder("kubelet");
    for (int i = 0; i < times; i++) {
      recorder.warning(ObjectReference.of("Pod", "shop", pod), "BackOff", message);
    }
    broadcaster.close();
  }

  private static List<Event> read(String topic, int number) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            broker.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.GROUP_ID_CONFIG,
            UUID.randomUUID().toString(),
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    List<Event> events = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      consumer.subscribe(List.of(topic));
      await()
          .atMost(60, SECONDS)
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(100))
                    .forEach(record -> events.add(EventJson.read(record.value())));
                return events.size() >= number;
              });
    }
    return events;
  }
}
