package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code event-record config} prints. Environment variables are tested with the runtime. */
class ConfigCommandTest {
  @TempDir Path temp;

  private Path file(String... lines) throws Exception {
    Path file = Files.write(temp.resolve("events.properties"), List.of(lines));
    assertThat(file.toFile().setReadable(false, false)).isTrue();
    assertThat(file.toFile().setReadable(true, true)).isTrue();
    return file;
  }

  /** {@return the columns of the lines, without the first line} */
  private static List<List<String>> rows(CommandRun run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("OPTION ");
    return run.lines().stream().skip(1).map(line -> List.of(line.split(" {2,}"))).toList();
  }

  @Test
  void without_options_it_prints_what_the_command_sets() {
    assertThat(rows(CommandRun.of("config")))
        .containsExactly(
            List.of("eventrecorder.sinks", "log", "default of the command"),
            List.of("eventrecorder.sink.log.format", "json", "default of the command"));
  }

  @Test
  void properties_that_are_read_back_change_nothing() throws Exception {
    CommandRun written = CommandRun.of("config", "-o", "properties");
    assertThat(written.lines()).contains("# eventrecorder.sink.log.format=json");
    Path config = file(written.out());
    CommandRun run =
        CommandRun.of("pipe", "--config=" + config, "-o", "table", "-q", CommandRun.DEMO);
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().get(0)).contains("LAST SEEN");
  }

  @Test
  void options_of_sources_are_printed_and_checked() throws Exception {
    String prefix = "eventrecorder.source.";
    Path config =
        file(
            prefix + "kafka.topic=events",
            prefix + "kafka.consumer.sasl.jaas.config=hunter2",
            prefix + "kubernetes.context=staging");
    String from = "file " + config + ", line ";
    assertThat(rows(CommandRun.of("config", "--config=" + config)))
        .contains(
            List.of(prefix + "kafka.topic", "events", from + 1),
            List.of(prefix + "kafka.consumer.sasl.jaas.config", "(hidden)", from + 2),
            List.of(prefix + "kubernetes.context", "staging", from + 3));
    for (String wrong : List.of("kafka.topik", "kafak.topic")) {
      CommandRun run = CommandRun.of("config", "-D" + prefix + wrong + "=events");
      assertThat(run.err()).contains(prefix + wrong + " is not an option; the ");
      assertThat(run.status()).isEqualTo(2);
    }
  }

  @Test
  void a_value_comes_from_the_command_line_the_file_with_its_line_or_a_system_property()
      throws Exception {
    Path config =
        file(
            "# a comment that ends with a backslash \\",
            "eventrecorder.sink.audit.type = log",
            "eventrecorder.sink.audit.profile = \\",
            "    ecs",
            "eventrecorder.sink.audit.output = stderr",
            "eventrecorder.pipeline-defaults.correlator: aggregating");
    String from = "file " + config + ", line ";
    String burst = "eventrecorder.pipeline.audit.correlator.burst";
    System.setProperty("eventrecorder.pipeline.audit.max-tries", "3");
    try {
      CommandRun run =
          CommandRun.of(
              "config",
              "--config=" + config,
              "--sink=audit",
              "-D" + burst + "=7",
              "-Deventrecorder.sink.audit.output=stdout");
      assertThat(rows(run))
          .containsExactlyInAnyOrder(
              List.of("eventrecorder.sinks", "audit", "command line, --sink"),
              List.of("eventrecorder.sink.audit.type", "log", from + 2),
              List.of("eventrecorder.sink.audit.profile", "ecs", from + 3),
              List.of("eventrecorder.sink.audit.output", "stdout", "command line, -D"),
              List.of("eventrecorder.sink.audit.format", "json", "default of the command"),
              List.of("eventrecorder.pipeline.audit.max-tries", "3", "system property"),
              List.of(
                  "eventrecorder.pipeline.audit.correlator",
                  "aggregating",
                  from + 6 + ", as eventrecorder.pipeline-defaults.correlator"),
              List.of(burst, "7", "command line, -D"));
    } finally {
      System.clearProperty("eventrecorder.pipeline.audit.max-tries");
    }
  }

  @Test
  void all_adds_the_defaults_of_the_library() {
    assertThat(rows(CommandRun.of("config", "--all")))
        .contains(
            List.of("eventrecorder.sink.log.profile", "otel", "default of the library"),
            List.of("eventrecorder.pipeline.log.overflow", "drop-newest", "default of the library"),
            List.of("eventrecorder.pipeline.log.filter", "-", "default of the library"))
        .hasSizeGreaterThan(25);
  }

  @Test
  void the_output_properties_can_be_read_back() throws Exception {
    String filter = "eventrecorder.pipeline.log.filter=reason!=a\\b|ü:=";
    CommandRun run = CommandRun.of("config", "-o", "properties", "-D" + filter);
    Properties read = new Properties();
    read.load(new StringReader(run.out()));
    assertThat(read)
        .containsEntry("eventrecorder.pipeline.log.filter", "reason!=a\\b|ü:=")
        .hasSize(1); // the defaults of the command are comments
    assertThat(run.out()).contains("# command line, -D" + System.lineSeparator());
    Path config = file(run.out());
    assertThat(rows(CommandRun.of("config", "--config=" + config)))
        .anySatisfy(row -> assertThat(row).contains("reason!=a\\b|ü:="));
  }

  @Test
  void secrets_are_not_printed() throws Exception {
    Path secret = Files.writeString(temp.resolve("key"), "hunter3");
    assertThat(secret.toFile().setReadable(false, false)).isTrue();
    assertThat(secret.toFile().setReadable(true, true)).isTrue();
    Path config =
        file(
            "eventrecorder.sinks=kafka",
            "eventrecorder.sink.kafka.topic=events",
            "eventrecorder.sink.kafka.producer.sasl.jaas.config=hunter2",
            "eventrecorder.sink.kafka.producer.ssl.key.password=${file:" + secret + "}");
    for (String form : List.of("table", "properties")) {
      CommandRun run = CommandRun.of("config", "-o", form, "--config", config.toString());
      assertThat(run.out())
          .contains("producer.sasl.jaas.config", secret.toString())
          .doesNotContain("hunter");
    }
  }

  @Test
  void values_cannot_control_the_terminal() {
    String filter = "eventrecorder.pipeline.log.filter=reason=a\u001b[2J\nx";
    for (String form : List.of("table", "properties")) {
      CommandRun run = CommandRun.of("config", "-o", form, "-D" + filter);
      assertThat(run.status()).isZero();
      assertThat(run.out()).doesNotContain("\u001b").doesNotContain("\nx");
    }
  }

  @Test
  void problems_are_reported_as_the_start_reports_them() {
    CommandRun unknown = CommandRun.of("config", "-Deventrecorder.sink.log.profil=ecs");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("Did you mean eventrecorder.sink.log.profile?");
    CommandRun sink = CommandRun.of("config", "--sink=kafkaa");
    assertThat(sink.status()).isEqualTo(2);
    assertThat(sink.err()).contains("no sink kafkaa is on the class path");
    CommandRun form = CommandRun.of("config", "-o", "yaml");
    assertThat(form.status()).isEqualTo(2);
    assertThat(form.err()).contains("'yaml' must be table or properties");
  }
}
