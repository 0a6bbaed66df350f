package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.cli.source.ClusterEvents;
import io.eventrecorder.kubernetes.server.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes of the command that go on with the counts of the one before. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(180)
class StateFileCommandTest {
  private static final int SIGTERM = 143;

  @TempDir Path temp;

  private String stateFile() {
    return "-Deventrecorder.pipeline.log.state-file=" + temp.resolve("events.state");
  }

  private CommandProcess emit() throws IOException {
    return CommandProcess.start(
        temp,
        "--sink=log",
        "emit",
        "--regarding=Job/backup",
        "--type=Warning",
        "--reason=BackupFailed",
        "--message=disk full",
        "-Deventrecorder.pipeline.log.correlator=aggregating",
        stateFile());
  }

  private static String count(String line) {
    return line.replaceFirst(".*\"k8s.event.count\":(\\d+).*", "$1");
  }

  private static String name(String line) {
    return line.replaceFirst(".*\"k8s.event.name\":\"([^\"]*)\".*", "$1");
  }

  /** As in a CronJob: each run is a process of its own. */
  @Test
  void one_event_counts_the_failures_of_many_runs() throws Exception {
    String name = "";
    for (int run = 1; run <= 3; run++) {
      try (CommandProcess emit = emit()) {
        assertThat(emit.awaitEnd()).as(emit.errors()).isZero();
        String line = emit.lines().get(0);
        assertThat(count(line)).isEqualTo("" + run);
        name = run == 1 ? name(line) : name;
        assertThat(name(line)).isEqualTo(name);
      }
    }
  }

  @Test
  void pipe_goes_on_after_it_was_interrupted_and_after_it_was_killed() throws Exception {
    try (ApiServer server = ApiServer.http()) {
      ClusterEvents cluster = new ClusterEvents(server);
      String[] pipe = {
        "pipe",
        "--from=kubernetes",
        "--kubeconfig=" + server.kubeconfig(temp.resolve("config")),
        "--resume-file=" + temp.resolve("events.resume"),
        "--sink=log",
        "--correlator=aggregating",
        stateFile()
      };
      cluster.create("a", 1);
      try (CommandProcess first = CommandProcess.start(temp, pipe)) {
        first.awaitLines(1);
        assertThat(first.terminate()).isEqualTo(SIGTERM);
      }
      long before = Files.readAllLines(temp.resolve("events.resume")).size();
      // Another event of the same identity adds its count, which only the memory knows.
      cluster.create("b", 1);
      try (CommandProcess second = CommandProcess.start(temp, pipe)) {
        List<String> lines = second.awaitLines(1);
        assertThat(count(lines.get(0))).isEqualTo("2");
        awaitPosition(before + 1);
        second.kill();
      }
      cluster.create("c", 1);
      try (CommandProcess third = CommandProcess.start(temp, pipe)) {
        assertThat(count(third.awaitLines(1).get(0))).isEqualTo("3");
        assertThat(third.terminate()).isEqualTo(SIGTERM);
        assertThat(third.lines()).hasSize(1);
      }
    }
  }

  /** A position after a state that was not written would lose the counts between them. */
  @Test
  void pipe_saves_no_position_while_the_state_cannot_be_written() throws Exception {
    try (ApiServer server = ApiServer.http()) {
      new ClusterEvents(server).create("a", 1);
      String[] pipe = {
        "pipe",
        "--from=kubernetes",
        "--kubeconfig=" + server.kubeconfig(temp.resolve("config")),
        "--resume-file=" + temp.resolve("events.resume"),
        "--sink=log",
        "--correlator=aggregating",
        "-Deventrecorder.pipeline.log.state-max-bytes=100",
        stateFile()
      };
      for (int run = 1; run <= 2; run++) {
        try (CommandProcess process = CommandProcess.start(temp, pipe)) {
          process.awaitLines(1);
          await()
              .atMost(Duration.ofSeconds(30))
              .until(() -> process.errors().contains("more than state-max-bytes=100"));
          assertThat(process.terminate()).isEqualTo(SIGTERM);
        }
        assertThat(temp.resolve("events.resume")).doesNotExist();
      }
    }
  }

  /** Until the position is saved, which is after the state. */
  private void awaitPosition(long lines) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.readAllLines(temp.resolve("events.resume")).size() == lines);
  }

  @Test
  void a_file_in_use_is_an_error_with_the_remedy() throws Exception {
    try (CommandProcess first =
        CommandProcess.start(
            temp, "--sink=log", "pipe", "-", stateFile(), "--correlator=aggregating")) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Files.exists(temp.resolve("events.state.lock")));
      try (CommandProcess second = emit()) {
        assertThat(second.awaitEnd()).isEqualTo(2);
        assertThat(second.errors())
            .contains("eventrecorder.pipeline.log.state-file=")
            .contains("is in use by another pipeline or process; give each pipeline");
      }
      assertThat(first.errors()).isEmpty();
    }
  }
}
