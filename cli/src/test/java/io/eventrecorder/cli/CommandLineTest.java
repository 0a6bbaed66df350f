package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.eventrecorder.cli.terminal.StandardStreams;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong command line gives one line that says what to do, and exit status 2. */
class CommandLineTest {
  @TempDir Path temp;

  private static void misused(String expected, String... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.errors()).singleElement().asString().startsWith("event-record: ");
    assertThat(run.err()).contains(expected);
    assertThat(run.out()).isEmpty();
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void the_message_about_an_unknown_option_names_the_help() {
    misused("Unknown option: '--xyz'; see 'event-record pipe --help'", "pipe", "--xyz");
  }

  @Test
  void the_message_about_a_misspelt_command_suggests_the_right_one() {
    misused("'pip' (did you mean pipe?)", "pip");
  }

  @Test
  void no_command_shows_the_usage_on_standard_error() {
    CommandRun run = CommandRun.of();
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: event-record", "correlate");
  }

  @Test
  void help_goes_to_standard_output() {
    CommandRun run = CommandRun.of("pipe", "--help");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Usage: event-record pipe", "Exit status:", "Examples:");
    assertThat(CommandRun.of("--version").out()).startsWith("event-record ");
  }

  @Test
  void all_problems_of_the_configuration_are_on_one_line() {
    misused(
        "Did you mean eventrecorder.sinks?",
        "pipe",
        "-D",
        "eventrecorder.sinkk=a",
        "-D",
        "eventrecorder.sink.log.formatt=json");
    misused(
        "has 2 problems: eventrecorder.sink.log.formatt is not an option",
        "pipe",
        "-D",
        "eventrecorder.sinkk=a",
        "-D",
        "eventrecorder.sink.log.formatt=json");
  }

  @Test
  void the_message_about_an_unknown_sink_lists_the_known_sinks() {
    misused("kafka, kubernetes, log", "--sink", "elastic", "pipe");
  }

  @Test
  void a_configuration_without_a_sink_is_an_error() {
    misused("no sink is configured", "pipe", "-D", "eventrecorder.sinks=none");
    misused("no sink is configured", "check", "-D", "eventrecorder.sinks=none");
  }

  @Test
  void the_command_line_overrides_the_configuration_file() throws Exception {
    Path file = Files.writeString(temp.resolve("c"), "eventrecorder.sink.log.profile = ecs\n");
    String config = file.toString();
    assertThat(CommandRun.of("pipe", CommandRun.DEMO, "--config", config).out())
        .contains("\"kubernetes.event");
    CommandRun overruled =
        CommandRun.of(
            "pipe", CommandRun.DEMO, "--config", config, "-Deventrecorder.sink.log.profile=otel");
    assertThat(overruled.out()).contains("k8s.event.reason").doesNotContain("\"kubernetes.event");
  }

  @Test
  void a_missing_configuration_file_is_named() {
    misused("--config nosuch: no such file", "pipe", "--config", "nosuch");
  }

  @Test
  void a_missing_plugin_is_named() {
    misused("--plugins nosuch.jar: no such file", "sinks", "--plugins", "nosuch.jar");
  }

  @Test
  void an_unexpected_failure_is_one_line() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("oops");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return read();
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream text = new PrintStream(err, true, UTF_8);
    assertThat(EventRecord.run(new StandardStreams(broken, text, text), "correlate")).isEqualTo(1);
    assertThat(err.toString(UTF_8).lines())
        .containsExactly(
            "event-record: internal error: java.lang.IllegalStateException: oops; please report it");
  }

  @Test
  void a_secret_in_a_file_that_others_can_read_gives_a_warning() throws Exception {
    assumeThat(temp.getFileSystem().supportedFileAttributeViews()).contains("posix");
    String secret = "eventrecorder.sink.kafka.producer.ssl.key.password=hidden\n";
    Path file = Files.writeString(temp.resolve("secret"), secret);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    CommandRun run = CommandRun.of("--config", file.toString(), "correlate", "-q", CommandRun.DEMO);
    assertThat(run.errors())
        .singleElement()
        .asString()
        .startsWith("event-record: warning: " + file + " holds a secret (eventrecorder.sink.kafka.")
        .doesNotContain("hidden");
    assertThat(run.status()).isZero();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    CommandRun silent =
        CommandRun.of("--config", file.toString(), "correlate", "-q", CommandRun.DEMO);
    assertThat(silent.err()).isEmpty();
  }
}
