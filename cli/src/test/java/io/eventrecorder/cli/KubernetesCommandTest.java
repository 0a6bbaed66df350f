package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventrecorder.kubernetes.server.AccessControl;
import io.eventrecorder.kubernetes.server.ApiServer;
import io.eventrecorder.kubernetes.server.UnauthorizedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with a fake Kubernetes API server. */
class KubernetesCommandTest {
  private final ApiServer server = ApiServer.https();
  @TempDir Path temp;
  private Path kubeconfig = Path.of("");

  @BeforeEach
  void writeKubeconfig() throws IOException {
    kubeconfig = server.kubeconfig(temp.resolve("config"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private CommandRun run(String command, String... more) {
    return CommandRun.of(
        List.of(
            command,
            "--sink=kubernetes",
            "-Deventrecorder.sink.kubernetes.kubeconfig=" + kubeconfig),
        more);
  }

  private CommandRun emit(String... more) {
    List<String> args = new ArrayList<>(List.of("--reason=BackOff", "--message=restarting"));
    if (!String.join(" ", more).contains("--regarding")) {
      args.add("--regarding=Pod/default/web-0");
    }
    args.addAll(List.of(more));
    return run("emit", args.toArray(String[]::new));
  }

  @Test
  void emit_writes_one_event() {
    CommandRun run = emit("--type=Warning");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(server.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.path("reason").asText()).isEqualTo("BackOff");
              assertThat(event.path("involvedObject").path("name").asText()).isEqualTo("web-0");
            });
  }

  @Test
  void pipe_writes_counts() {
    server.createNamespace("shop");
    CommandRun run = run("pipe", CommandRun.DEMO);
    assertThat(run.status()).as(run.err()).isZero();
    int written = server.events().stream().mapToInt(e -> e.path("count").asInt()).sum();
    assertThat(written).isGreaterThan(server.events().size());
    assertThat(server.events()).extracting(KubernetesCommandTest::name).doesNotHaveDuplicates();
  }

  private static String name(JsonNode event) {
    return event.path("metadata").path("name").asText();
  }

  @Test
  void check_prints_the_served_apis_and_the_permissions() {
    CommandRun run = run("check", "-Deventrecorder.sink.kubernetes.api=auto");
    assertThat(run.out())
        .contains(
            "kubernetes: ok, connection: " + server.uri(),
            "kubernetes: ok, api: events.k8s.io/v1",
            "kubernetes: ok, create events in namespace default: allowed",
            "kubernetes: ok, patch events in namespace default: allowed");
    assertThat(run.status()).isZero();
  }

  @Test
  void check_prints_the_missing_rule() throws IOException {
    server.kubeconfig(kubeconfig, AccessControl.NOBODY_TOKEN, "default");
    CommandRun run = run("check");
    assertThat(run.out())
        .contains("kubernetes: failed, create events in namespace default: not allowed")
        .contains("verbs: [\"create\", \"patch\"]");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void an_unreachable_server_is_reported_soon() {
    server.stop();
    CommandRun run = Assertions.assertTimeout(Duration.ofSeconds(20), () -> emit("--timeout=10m"));
    assertThat(run.err()).contains("the API server cannot be reached");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run("check").out()).contains("kubernetes: failed, connection: " + server.uri());
  }

  @Test
  void a_missing_role_is_reported_soon() throws IOException {
    server.kubeconfig(kubeconfig, AccessControl.NOBODY_TOKEN, "default");
    CommandRun run = Assertions.assertTimeout(Duration.ofSeconds(20), () -> emit("--timeout=10m"));
    assertThat(run.err()).contains("give nobody a role in namespace default");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void an_event_for_a_missing_namespace_is_rejected_once() throws IOException {
    CommandRun emit = emit("--regarding=Pod/nowhere/web-0");
    assertThat(emit.err()).contains("1 rejected by the sink", "namespaces \"nowhere\" not found");
    assertThat(emit.status()).isEqualTo(1);
    assertThat(server.log().all()).hasSize(1);
    CommandRun series =
        emit("--regarding=Pod/nowhere/w", "-Deventrecorder.sink.kubernetes.api=events");
    assertThat(series.err()).contains("1 rejected by the sink");
    server.kubeconfig(kubeconfig, AccessControl.ADMIN_TOKEN, "nowhere");
    assertThat(run("check").out())
        .contains("kubernetes: warning, namespace nowhere: the server has no such namespace");
  }

  /** Over HTTP/2, which the API server uses, Java 17's HTTP client does not report a 401. */
  @Test
  void an_expired_token_is_reported_as_such() throws IOException {
    try (UnauthorizedServer stranger = new UnauthorizedServer()) {
      stranger.kubeconfig(kubeconfig);
      String message = "HTTP 401: Unauthorized";

      assertThat(run("check").out())
          .contains("kubernetes: failed, connection: " + stranger.uri() + "/: " + message);
      CommandRun emit =
          Assertions.assertTimeout(Duration.ofSeconds(20), () -> emit("--timeout=10m"));
      assertThat(emit.err()).contains(message, "renew the token");
      assertThat(emit.status()).isEqualTo(1);
    }
  }
}
