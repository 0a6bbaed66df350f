package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jar in another process, as users do. */
@Timeout(120)
class RunnableJarIT {
  private static final String JAR = "target/event-record.jar";

  @TempDir Path temp;

  private ProcessBuilder command(String... args) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-jar", JAR));
    line.addAll(List.of(args));
    return new ProcessBuilder(line)
        .redirectOutput(temp.resolve("out").toFile())
        .redirectError(temp.resolve("err").toFile());
  }

  private static int status(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String text(String file) throws IOException {
    return Files.readString(temp.resolve(file));
  }

  @Test
  void client_libraries_log_nothing() throws Exception {
    Process process =
        command(
                "emit",
                "--sink=kafka",
                "-Deventrecorder.sink.kafka.bootstrap-servers=localhost:1",
                "-Deventrecorder.sink.kafka.topic=events",
                "--regarding=Order/1",
                "--reason=Paid",
                "--message=by card")
            .start();
    assertThat(status(process)).isEqualTo(1);
    assertThat(text("err"))
        .contains("no answer from the brokers at localhost:1")
        .doesNotContain("ProducerConfig", "Rebootstrapping");
    assertThat(text("err").lines()).hasSizeLessThan(5);
  }

  /** In this process the command is the logging back end. */
  @Test
  void a_message_cannot_forge_a_log_record_or_control_the_terminal() throws Exception {
    Path input = temp.resolve("in.json");
    Files.writeString(
        input,
        "{'kind':'Event','involvedObject':{'kind':'Pod','name':'web-0'},'reason':'Failed','message':'a\\nWARNING: forged\\u001b[2J'}"
            .replace('\'', '"'));
    Process process =
        command("pipe", "-q", "-D", "eventrecorder.sink.log.format=slf4j", input.toString())
            .start();
    assertThat(status(process)).isZero();
    assertThat(text("err").lines()).hasSize(1);
    assertThat(text("err")).contains("a\\nWARNING: forged\\u001b[2J").doesNotContain("\u001b");
  }

  @Test
  void the_first_command_of_the_readme_prints_events_and_a_summary() throws Exception {
    Process process = commandOfReadme("pipe --correlator aggregating DEMO");
    assertThat(status(process)).isZero();
    assertThat(text("out")).contains("Back-off restarting", "(combined from similar events): ");
    assertThat(text("err")).startsWith("208 events read").contains("writes out; ");
  }

  @Test
  void the_second_command_of_the_readme_makes_the_report() throws Exception {
    Path page = temp.resolve("report.html");
    Process process = commandOfReadme("report DEMO -o report.html", page.toString());
    assertThat(status(process)).isZero();
    assertThat(text("err"))
        .contains("208 events read, 66 distinct events of 9 objects", page.toUri().toString());
    assertThat(Files.readString(page)).contains("<title>Events of failing-deployment.ndjson");
  }

  /** {@return a process of a line of the README} The last argument can be replaced. */
  private Process commandOfReadme(String line, String... last) throws IOException {
    assertThat(Files.readString(Path.of("../README.md")))
        .contains(
            "\ncli/target/bin/event-record "
                + line.replace("DEMO", "docs/demo/failing-deployment.ndjson")
                + "\n");
    List<String> args =
        new ArrayList<>(List.of(line.replace("DEMO", CommandRun.DEMO).split(" ", -1)));
    for (String replacement : last) {
      args.set(args.size() - 1, replacement);
    }
    return command(args.toArray(String[]::new)).start();
  }

  @Test
  void a_closed_pipe_ends_the_command_without_a_message() throws Exception {
    for (String name : List.of("pipe", "correlate")) {
      Process process =
          command(name, "-q", CommandRun.DEMO).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
      try (BufferedReader out =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
        assertThat(out.readLine()).startsWith("{");
      }
      assertThat(status(process)).isEqualTo(141);
      assertThat(text("err")).isEmpty();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_full_disk_is_reported_in_one_line() throws Exception {
    Process process =
        command("pipe", CommandRun.DEMO).redirectOutput(new File("/dev/full")).start();
    assertThat(status(process)).isEqualTo(1);
    assertThat(text("err").lines())
        .singleElement()
        .asString()
        .startsWith("event-record: cannot write standard output: ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void an_interrupted_endless_pipe_writes_its_events_and_prints_the_summary() throws Exception {
    Process process = command("pipe").start();
    process.getOutputStream().write(Files.readAllBytes(Path.of(CommandRun.DEMO)));
    process.getOutputStream().flush();
    while (text("out").lines().count() < 208) {
      Thread.onSpinWait();
    }
    process.toHandle().destroy(); // SIGTERM; Process.destroy() would also close standard input
    assertThat(status(process)).isEqualTo(143);
    assertThat(text("err")).contains("log: 208 events in, 208 writes out");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_pipe_that_is_interrupted_while_it_waits_for_the_sink_prints_the_summary()
      throws Exception {
    Process process =
        command(
                "pipe",
                "--sink=kafka",
                "-Deventrecorder.sink.kafka.bootstrap-servers=localhost:1",
                "-Deventrecorder.sink.kafka.topic=events",
                CommandRun.DEMO)
            .start();
    while (!text("err").contains("outages began")) {
      Thread.onSpinWait();
    }
    process.toHandle().destroy();
    assertThat(status(process)).isEqualTo(143);
    assertThat(text("err"))
        .containsOnlyOnce("kafka: 208 events in, 0 writes out")
        .containsOnlyOnce("event-record: not everything was delivered: kafka: 208 not written");
  }

  @Test
  void log_records_are_lines_on_standard_error() throws Exception {
    String format = "-Deventrecorder.sink.log.format=slf4j";
    Process process = command("pipe", "-q", format, CommandRun.DEMO).start();
    assertThat(status(process)).isZero();
    assertThat(text("out")).isEmpty();
    assertThat(text("err").lines()).hasSize(208).allMatch(l -> l.matches("(INFO|WARNING): .*"));
  }

  @Test
  void the_version_names_the_commit_the_jvm_and_the_operating_system() throws Exception {
    assertThat(status(command("--version").start())).isZero();
    assertThat(text("out").lines()).hasSize(3);
    assertThat(text("out"))
        .containsPattern(
            "^event-record [0-9][^ ]*, commit (unknown|[0-9a-f]{12}( with changes)?)\n")
        .contains(
            "\nJava " + System.getProperty("java.runtime.version") + ", ",
            "\n" + System.getProperty("os.name") + " ");
    String head = Files.exists(Path.of("../.git")) ? head() : null;
    assertThat(text("out")).contains(", commit " + (head == null ? "unknown" : head));
  }

  /** {@return the beginning of the commit that this folder has, or null if git does not say it} */
  private static @Nullable String head() throws IOException {
    Process git = new ProcessBuilder("git", "rev-parse", "--short=12", "HEAD").start();
    try (BufferedReader out = git.inputReader(UTF_8)) {
      return out.readLine();
    }
  }

  @Test
  void the_jar_has_one_manifest_and_no_modules() throws IOException {
    try (JarFile jar = new JarFile(JAR)) {
      assertThat(jar.isMultiRelease()).isTrue();
      assertThat(jar.stream().map(Object::toString))
          .noneMatch(n -> n.endsWith("module-info.class"));
      assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
          .isNotBlank();
    }
  }
}
