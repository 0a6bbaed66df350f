package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.cli.source.ClusterEvents;
import io.eventrecorder.kubernetes.server.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tail} and {@code pipe --from kubernetes} as processes, which are ended by signals. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(180)
class FollowCommandTest {
  private static final int SIGTERM = 143;

  private final ApiServer server = ApiServer.http();
  private final ClusterEvents cluster = new ClusterEvents(server);
  @TempDir Path temp;
  private String kubeconfig = "";
  private Path resume = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    kubeconfig = server.kubeconfig(temp.resolve("config")).toString();
    resume = temp.resolve("events.resume");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private CommandProcess pipe(String... more) throws IOException {
    List<String> args =
        List.of(
            "pipe",
            "--from=kubernetes",
            "--kubeconfig=" + kubeconfig,
            "--resume-file=" + resume,
            "--output=ndjson");
    return CommandProcess.start(
        temp, Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void tail_prints_events_until_it_is_interrupted() throws Exception {
    cluster.create("a", 1);
    try (CommandProcess tail =
        CommandProcess.start(temp, "tail", "--kubeconfig", kubeconfig, "-o", "table")) {
      await().atMost(Duration.ofSeconds(30)).until(() -> server.watches() == 1);
      cluster.count("a", 5);
      cluster.create("b", 2);
      await().atMost(Duration.ofSeconds(30)).until(() -> tail.lines().size() >= 4);
      assertThat(tail.lines().get(0)).contains("REASON", "OBJECT").doesNotContain("NAMESPACE");
      assertThat(tail.lines()).filteredOn(line -> line.contains("pod/web-0")).hasSize(3);
      assertThat(tail.terminate()).isEqualTo(SIGTERM);
      assertThat(tail.errors()).contains("3 events read");
    }
  }

  @Test
  void after_an_orderly_end_nothing_is_written_twice_and_nothing_is_lost() throws Exception {
    cluster.create("a", 1);
    cluster.create("b", 2);
    try (CommandProcess first = pipe()) {
      first.awaitLines(2);
      assertThat(first.terminate()).isEqualTo(SIGTERM);
      assertThat(first.errors()).contains("2 events read");
    }
    cluster.count("a", 2);
    cluster.create("c", 3);
    try (CommandProcess second = pipe()) {
      assertThat(second.awaitLines(2).get(0)).contains("\"a\"");
      await().until(() -> server.watches() == 1);
      assertThat(second.terminate()).isEqualTo(SIGTERM);
      assertThat(second.lines()).hasSize(2);
    }
  }

  @Test
  void a_kill_costs_that_the_last_seconds_are_written_again_under_the_same_names()
      throws Exception {
    cluster.create("a", 1);
    try (CommandProcess first = pipe()) {
      first.awaitLines(1);
      await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(resume));
      byte[] before = Files.readAllBytes(resume);
      cluster.create("b", 2);
      cluster.count("b", 2);
      first.awaitLines(3);
      first.kill();
      Files.write(resume, before); // as if it was killed before the next position was saved
    }
    try (CommandProcess second = pipe()) {
      List<String> again = second.awaitLines(2);
      assertThat(again).allMatch(line -> line.contains("\"name\":\"b\""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"security.protocol=FOO", "bootstrap.servers=no-such-host.invalid:1"})
  void a_source_that_cannot_begin_ends_with_its_error_and_without_a_summary(String setting)
      throws Exception {
    try (CommandProcess tail =
        CommandProcess.start(
            temp,
            "tail",
            "--from=kafka",
            "--topic=t",
            "-Deventrecorder.source.kafka.consumer.bootstrap.servers=localhost:1",
            "-Deventrecorder.source.kafka.consumer." + setting)) {
      assertThat(tail.awaitEnd()).isEqualTo(2);
      assertThat(tail.errors())
          .contains("the Kafka consumer cannot be created")
          .doesNotContain("events read", "events in");
    }
  }

  @Test
  void a_second_process_may_not_use_the_same_resume_file() throws Exception {
    cluster.create("a", 1);
    try (CommandProcess first = pipe()) {
      first.awaitLines(1);
      try (CommandProcess second = pipe()) {
        assertThat(second.awaitEnd()).isEqualTo(2);
        assertThat(second.errors()).contains("is in use by another process");
      }
      assertThat(first.terminate()).isEqualTo(SIGTERM);
    }
  }

  @Test
  void what_the_sink_has_not_taken_is_read_again() throws Exception {
    cluster.create("a", 1);
    String[] full = {"--sink=log", "-Deventrecorder.sink.log.output=file"};
    try (CommandProcess first =
        CommandProcess.start(
            temp,
            "pipe",
            "--from=kubernetes",
            "--kubeconfig=" + kubeconfig,
            "--resume-file=" + resume,
            full[0],
            full[1],
            "-Deventrecorder.sink.log.file=/dev/full")) {
      await().atMost(Duration.ofSeconds(30)).until(() -> server.watches() == 1);
      assertThat(first.terminate()).isEqualTo(SIGTERM);
      assertThat(first.errors()).contains("1 not written");
    }
    try (CommandProcess second = pipe()) {
      second.awaitLines(1);
    }
  }

  @Test
  void a_pipe_whose_reader_has_ended_ends_the_command() throws Exception {
    for (int i = 0; i < 30; i++) {
      cluster.create("e" + i, i);
    }
    String jvm = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process shell =
        new ProcessBuilder(
                "bash",
                "-c",
                "\"$0\" -cp \"$1\" io.eventrecorder.cli.EventRecord tail --kubeconfig \"$2\""
                    + " | head -3; echo ${PIPESTATUS[0]}",
                jvm,
                System.getProperty("java.class.path"),
                kubeconfig)
            .redirectError(temp.resolve("err").toFile())
            .start();
    await().atMost(Duration.ofSeconds(30)).until(() -> server.watches() == 1 || !shell.isAlive());
    cluster.create("last", 59);
    List<String> lines = new String(shell.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(lines).hasSize(4).last().isEqualTo("141");
  }
}
