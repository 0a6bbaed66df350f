package io.eventrecorder.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.sink.kafka.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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
        .threads(1)
        .correlator((clock, names) -> new CountingCorrelator(clock));
  }

  @Test
  void what_recorders_record_can_be_read_as_states() throws Exception {
    try (Relay relay = Relay.builder(options("events").build()).createTopics(2).build()) {
      relay.start();
      record("events", "web-0", "Back-off restarting failed container", 3);
      List<Event> states = read("events.correlated", 2);
      assertThat(states).extracting(Event::count).containsExactly(1, 3);
      assertThat(states.stream().map(Event::name).distinct()).hasSize(1);
    }
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
            "reader",
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
