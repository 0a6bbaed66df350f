package shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.sink.kafka.KafkaBroker;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ShopTest {
  @Test
  void theEventIsInTheTopicWithItsHeaders() throws Exception {
    Properties settings = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/kafka.properties")) {
      settings.load(in);
    }
    try (KafkaBroker broker = KafkaBroker.start()) {
      broker.createTopic("events", 1, Map.of());
      settings.replaceAll(
          (name, value) -> value.toString().replace("localhost:9092", broker.bootstrapServers()));
      System.getProperties().putAll(settings);
      Shop.main(new String[0]);

      List<ConsumerRecord<byte[], byte[]>> records = broker.records("events");
      assertThat(records).hasSize(1);
      Map<String, String> headers = new HashMap<>();
      records
          .get(0)
          .headers()
          .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
      assertThat(headers)
          .containsEntry("ce_type", "io.eventrecorder.event.created")
          .containsEntry("ce_reason", "PaymentFailed")
          .containsEntry("content-type", "application/json");
      assertThat(new String(records.get(0).value(), UTF_8))
          .contains("card was declined: expired", "\"name\":\"4711\"");
    } finally {
      settings.stringPropertyNames().forEach(System::clearProperty);
    }
  }
}
