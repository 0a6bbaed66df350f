package shop.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.kubernetes.server.ApiServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.quarkus.runtime.ShutdownEvent;
import org.junit.jupiter.api.Test;

class EventsTest {
  @Test
  void whatWasRecordedBeforeTheShutdownIsWritten() {
    try (ApiServer server = ApiServer.http();
        KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(Config.empty())
                .editOrNewConfig()
                .withMasterUrl(server.uri().toString())
                .withOauthToken("admin-token")
                .endConfig()
                .build()) {
      Events events = new Events(client);
      EventRecorder recorder = events.recorder();
      for (int i = 0; i < 1000; i++) {
        recorder.normal(ObjectReference.of("Pod", "default", "web-0"), "Scaled", "to 3");
      }
      events.stop(new ShutdownEvent());
      assertThat(client.v1().events().inNamespace("default").list().getItems())
          .singleElement()
          .satisfies(event -> assertThat(event.getCount()).isEqualTo(1000));
    }
  }
}
