package shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.sink.kafka.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class EventRelayTest {
  /** The program of ten lines runs as it is, in a JVM of its own; only the port is another one. */
  @Test
  void twoProgramsRecordAndTheStateHasTheCountOfBoth() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start()) {
      Process relay = startRelay(broker.bootstrapServers());
      try {
        String state = firstStateWithCount(2, broker.bootstrapServers());
        assertThat(state).contains("\"name\":\"4711\"", "card was declined");
      } finally {
        relay.destroy();
        assertThat(relay.waitFor()).isEqualTo(143); // ended by SIGTERM, in order
      }
    }
  }

  private static String firstStateWithCount(int count, String servers) {
    recordAsTwoPrograms(servers);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", servers,
            "group.id", "console",
            "isolation.level", "read_committed",
            "metadata.max.age.ms", "500",
            "auto.offset.reset", "earliest");
    StringDeserializer text = new StringDeserializer();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.subscribe(Set.of("events.correlated"));
      while (true) { // the time-out of the build ends it
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          if (record.value().contains("\"count\":" + count)) {
            return record.value();
          }
        }
      }
    }
  }

  private static void recordAsTwoPrograms(String servers) {
    for (String host : List.of("shop-0", "shop-1")) {
      try (EventBroadcaster broadcaster =
          EventBroadcaster.builder()
              .properties(
                  Map.of(
                      "eventrecorder.sink.kafka.bootstrap-servers", servers,
                      "eventrecorder.sink.kafka.topic", "events"))
              .build()) {
        EventRecorder recorder = broadcaster.newRecorder("shop", host);
        recorder.warning(
            ObjectReference.of("Order", "eu", "4711"), "PaymentFailed", "card was declined");
      }
    }
  }

  private static Process startRelay(String servers) throws IOException, InterruptedException {
    Path source = Path.of("src/main/java/shop/EventRelay.java");
    String text = Files.readString(source).replace("localhost:9092", servers);
    Path program = Files.createDirectories(Path.of("target/program")).resolve("EventRelay.java");
    Files.writeString(program, text, StandardCharsets.UTF_8);
    // Java compiles and runs a single source file.
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            program.toString())
        .inheritIO()
        .start();
  }
}
