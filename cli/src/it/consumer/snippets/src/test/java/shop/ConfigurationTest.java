package shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  @Test
  void warningsAreInTheFileAndAllEventsInTheLog() throws Exception {
    Files.deleteIfExists(Path.of("target/audit.ndjson"));
    Properties properties = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/two-pipelines.properties")) {
      properties.load(in);
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
    EventBroadcaster broadcaster = EventBroadcaster.builder().properties(settings).build();
    EventRecorder recorder = broadcaster.newRecorder("shop", "host");
    ObjectReference order = ObjectReference.of("Order", "eu", "4711");
    recorder.normal(order, "Paid", "by card");
    recorder.warning(order, "PaymentFailed", "declined");
    CloseReport report = broadcaster.close(Duration.ofSeconds(30));
    assertThat(report.complete()).isTrue();
    assertThat(report.pipelines())
        .extracting(stats -> stats.name() + "=" + stats.writes().delivered())
        .containsExactlyInAnyOrder("log=2", "audit=1");
    assertThat(Files.readAllLines(Path.of("target/audit.ndjson")))
        .singleElement()
        .asString()
        .contains("PaymentFailed", "payments");
  }
}
