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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users run, in a process of its own. */
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
  void clientLibrariesAreQuiet() throws Exception {
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

  /** Here the command is the logging back end. */
  @Test
  void aMessageForgesNoLogRecordAndCommandsNoTerminal() throws Exception {
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
  void theFirstCommandOfTheReadmeShowsWhatHappenedAndWhatCorrelationMadeOfIt() throws Exception {
    Process process =
        command("pipe", "-D", "eventrecorder.pipeline.log.correlator=aggregating", Run.DEMO)
            .start();
    assertThat(status(process)).isZero();
    assertThat(text("out")).contains("Back-off restarting", "(combined from similar events): ");
    assertThat(text("err")).startsWith("208 events read").contains("  writes: ");
  }

  @Test
  void aClosedPipeEndsItQuietly() throws Exception {
    for (String name : List.of("pipe", "correlate")) {
      Process process =
          command(name, "-q", Run.DEMO).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
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
  void aFullDiskIsToldInOneLine() throws Exception {
    Process process = command("pipe", Run.DEMO).redirectOutput(new File("/dev/full")).start();
    assertThat(status(process)).isEqualTo(1);
    assertThat(text("err").lines())
        .singleElement()
        .asString()
        .startsWith("event-record: cannot write standard output: ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anEndlessPipeThatIsEndedWritesWhatItHasAndSumsUp() throws Exception {
    Process process = command("pipe").start();
    process.getOutputStream().write(Files.readAllBytes(Path.of(Run.DEMO)));
    process.getOutputStream().flush();
    while (text("out").lines().count() < 208) {
      Thread.onSpinWait();
    }
    process.toHandle().destroy(); // SIGTERM; Process.destroy() would close standard input, too
    assertThat(status(process)).isEqualTo(143);
    assertThat(text("err")).contains("log: 208 events in, 208 writes out");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPipeThatIsEndedWhileItWaitsForTheSinkSumsUpAsWell() throws Exception {
    Process process =
        command(
                "pipe",
                "--sink=kafka",
                "-Deventrecorder.sink.kafka.bootstrap-servers=localhost:1",
                "-Deventrecorder.sink.kafka.topic=events",
                Run.DEMO)
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
  void logRecordsAreLinesOnStandardError() throws Exception {
    String format = "-Deventrecorder.sink.log.format=slf4j";
    Process process = command("pipe", "-q", format, Run.DEMO).start();
    assertThat(status(process)).isZero();
    assertThat(text("out")).isEmpty();
    assertThat(text("err").lines()).hasSize(208).allMatch(l -> l.matches("(INFO|WARNING): .*"));
  }

  @Test
  void theJarHasOneManifestAndNoModules() throws IOException {
    try (JarFile jar = new JarFile(JAR)) {
      assertThat(jar.isMultiRelease()).isTrue();
      assertThat(jar.stream().map(Object::toString))
          .noneMatch(n -> n.endsWith("module-info.class"));
      assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
          .isNotBlank();
    }
  }
}
