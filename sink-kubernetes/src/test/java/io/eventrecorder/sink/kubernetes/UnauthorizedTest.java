package io.eventrecorder.sink.kubernetes;

import static io.eventrecorder.sink.kubernetes.SinkWrites.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.kubernetes.server.UnauthorizedServer;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.CheckResult.Status;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import io.eventrecorder.testkit.FakeProviderContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that is wrong or has expired, on a server that speaks HTTP/2. */
class UnauthorizedTest {
  private final UnauthorizedServer server = new UnauthorizedServer();
  private final KubernetesEventSinkProvider provider = new KubernetesEventSinkProvider();

  @TempDir private Path folder;
  private Path kubeconfig = Path.of("");

  @BeforeEach
  void writeKubeconfig() throws IOException {
    kubeconfig = server.kubeconfig(folder.resolve("config"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private FakeProviderContext context() {
    return FakeProviderContext.of("k8s", Map.of("kubeconfig", kubeconfig.toString()));
  }

  @Test
  void the_check_reports_the_401() {
    CheckResult connection = provider.check(context()).get(1);

    assertThat(connection.subject()).isEqualTo("connection");
    assertThat(connection.status()).isEqualTo(Status.FAILED);
    assertThat(connection.detail()).contains("HTTP 401: Unauthorized");
  }

  @Test
  void the_sink_reports_the_401() {
    EventSink sink = provider.create(context());

    SinkException failure = refused(sink, TestServer.event("web-0.1").build());

    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure.wholeSink()).isTrue();
    assertThat(failure)
        .hasMessageContaining("HTTP 401: Unauthorized")
        .hasMessageContaining("renew the token");
    sink.close(Duration.ofSeconds(5));
  }

  /** Newer HTTP clients of the JDK report the 401; that of Java 17 reports only a GOAWAY. */
  @Test
  void a_client_that_hides_the_401_gets_a_hint() {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      EventSink sink = KubernetesEventSink.builder(client).build();

      SinkException failure = refused(sink, TestServer.event("web-0.1").build());

      assertThat(server.protocols()).contains("h2");
      assertThat(failure).hasMessageContaining("HTTP 401").hasMessageContaining("renew the token");
      sink.close(Duration.ofSeconds(5));
    }
  }
}
