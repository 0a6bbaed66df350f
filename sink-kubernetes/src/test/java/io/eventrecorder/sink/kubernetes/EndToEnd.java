package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.kubernetes.server.ApiServer;
import io.eventrecorder.kubernetes.server.EventApiVersion;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** An application that records events about its objects, and an API server. */
abstract class EndToEnd {
  static final Duration LONG = Duration.ofMinutes(2);
  static final Pod POD =
      new PodBuilder()
          .withNewMetadata()
          .withNamespace("default")
          .withName("web-0")
          .withUid("u-web-0")
          .endMetadata()
          .build();

  final ApiServer server = ApiServer.https();
  final KubernetesClient client = TestClient.admin(server);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  EventBroadcaster broadcaster(String... options) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      properties.put("eventrecorder." + options[i], options[i + 1]);
    }
    return EventBroadcaster.builder()
        .sinks("kubernetes")
        .properties(properties)
        .provide(KubernetesClient.class, client)
        .build();
  }

  static PipelineStats close(EventBroadcaster broadcaster) {
    CloseReport report = broadcaster.close(LONG);
    return report.pipelines().get(0);
  }

  void recordThousandTimes(String... options) {
    EventBroadcaster broadcaster = broadcaster(options);
    EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
    for (int i = 0; i < 1000; i++) {
      recorder.warning(POD, "BackOff", "restarting failed container");
    }
    PipelineStats stats = close(broadcaster);
    assertThat(stats.unwritten()).isZero();
    assertThat(stats.writes().balances()).isTrue();
  }

  JsonNode onlyEvent(EventApiVersion api) {
    List<JsonNode> events = server.events(api);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  long writes() {
    return server.log().count(request -> !request.method().equals("GET"));
  }

  static PipelineStats.Health health(EventBroadcaster broadcaster) {
    return broadcaster.stats().pipeline("kubernetes").health();
  }

  boolean isStored(String namespace, String object) {
    return server.events().stream()
        .anyMatch(
            event ->
                event.path("metadata").path("namespace").asText().equals(namespace)
                    && event.path("involvedObject").path("name").asText().equals(object));
  }
}
