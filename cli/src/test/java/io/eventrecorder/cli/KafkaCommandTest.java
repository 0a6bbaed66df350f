package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.cli.source.ClusterEvents;
import io.eventrecorder.kubernetes.server.ApiServer;
import io.eventrecorder.sink.kafka.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with a real Kafka broker. */
class KafkaCommandTest {
  private static final KafkaBroker BROKER = KafkaBroker.start();

  @BeforeAll
  static void createTopic() {
    BROKER.createTopic("piped", 3, Map.of());
  }

  @AfterAll
  static void close() {
    BROKER.close();
  }

  private static CommandRun run(String servers, String topic, String command, String... more) {
    return CommandRun.of(
        List.of(
            command,
            "--sink=kafka",
            "-Deventrecorder.sink.kafka.bootstrap-servers=" + servers,
            "-Deventrecorder.sink.kafka.topic=" + topic),
        more);
  }

  private static CommandRun emit(String servers, String topic) {
    return run(
        servers,
        topic,
        "emit",
        "--regarding=Order/eu/4711",
        "--reason=Paid",
        "--message=by card",
        "--timeout=10m");
  }

  @Test
  void pipe_writes_a_record_for_each_event() throws IOException {
    CommandRun run = run(BROKER.bootstrapServers(), "piped", "pipe", CommandRun.DEMO);
    assertThat(run.status()).as(run.err()).isZero();
    List<ConsumerRecord<byte[], byte[]>> records = BROKER.records("piped");
    assertThat(records).hasSameSizeAs(Files.readAllLines(Path.of(CommandRun.DEMO)));
    assertThat(new String(records.get(0).value(), UTF_8)).startsWith("{\"kind\":\"Event\"");
  }

  @Test
  void check_describes_the_topic() {
    CommandRun run = run(BROKER.bootstrapServers(), "piped", "check");
    assertThat(run.out()).contains("kafka: ok, connection", "3 partitions");
    assertThat(run.status()).isZero();
    CommandRun missing = run(BROKER.bootstrapServers(), "nowhere", "check");
    assertThat(missing.out()).contains("kafka: failed, topic nowhere");
    assertThat(missing.status()).isEqualTo(1);
  }

  @Test
  void without_a_broker_emit_ends_within_seconds() {
    CommandRun run =
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> emit("localhost:1", "piped"));
    assertThat(run.err())
        .contains(
            "event-record: the event was not delivered: kafka: 1 not written, because the sink is"
                + " down; the last error: no answer from the brokers at localhost:1")
        .doesNotContain("faults of user code");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void without_a_broker_pipe_ends_within_its_timeout() {
    CommandRun run =
        Assertions.assertTimeout(
            Duration.ofSeconds(20),
            () -> run("localhost:1", "piped", "pipe", "--timeout=5s", CommandRun.DEMO));
    assertThat(run.err()).contains("kafka: 208 not written, because the sink is down");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void a_missing_topic_is_named() {
    CommandRun run =
        Assertions.assertTimeout(
            Duration.ofSeconds(30), () -> emit(BROKER.bootstrapServers(), "nowhere"));
    assertThat(run.err()).contains("topic nowhere does not exist");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void events_go_from_a_cluster_to_a_topic_and_from_there_to_the_terminal(@TempDir Path temp)
      throws IOException {
    BROKER.createTopic("forwarded", 2, Map.of());
    try (ApiServer server = ApiServer.http()) {
      ClusterEvents cluster = new ClusterEvents(server);
      cluster.create("a", 1);
      cluster.create("b", 2);
      cluster.count("b", 7);
      CommandRun piped =
          run(
              BROKER.bootstrapServers(),
              "forwarded",
              "pipe",
              "--from=kubernetes",
              "--no-follow",
              "--kubeconfig=" + server.kubeconfig(temp.resolve("config")),
              "--resume-file=" + temp.resolve("a.resume"));
      assertThat(piped.status()).as(piped.err()).isZero();
    }
    String[] tail = {
      "tail",
      "--from=kafka",
      "--no-follow",
      "--topic=forwarded",
      "--bootstrap-servers=" + BROKER.bootstrapServers(),
      "--since=2026-01-01T00:00:00Z",
      "--resume-file=" + temp.resolve("b.resume"),
      "--output=ndjson"
    };
    CommandRun shown = CommandRun.of(tail);
    assertThat(shown.status()).as(shown.err()).isZero();
    assertThat(shown.lines())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("\"name\":\"a\""))
        .anySatisfy(line -> assertThat(line).contains("\"name\":\"b\"", "\"count\":7"));
    assertThat(CommandRun.of(tail).lines()).isEmpty();
  }
}
