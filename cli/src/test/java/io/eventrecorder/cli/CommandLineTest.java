package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the command line is one line that says what to do, and status 2. */
class CommandLineTest {
  @TempDir Path temp;

  private static void misused(String expected, String... args) {
    Run run = Run.of(args);
    assertThat(run.errors()).singleElement().asString().startsWith("event-record: ");
    assertThat(run.err()).contains(expected);
    assertThat(run.out()).isEmpty();
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void anUnknownOptionNamesTheHelp() {
    misused("Unknown option: '--foo'; see 'event-record pipe --help'", "pipe", "--foo");
  }

  @Test
  void aMisspeltCommandIsSuggested() {
    misused("'pip' (did you mean pipe?)", "pip");
  }

  @Test
  void noCommandShowsTheUsageOnStandardError() {
    Run run = Run.of();
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: event-record", "correlate");
  }

  @Test
  void helpGoesToStandardOutput() {
    Run run = Run.of("pipe", "--help");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Usage: event-record pipe", "Exit status:", "Examples:");
    assertThat(Run.of("--version").out()).startsWith("event-record ");
  }

  @Test
  void allProblemsOfTheConfigurationStandOnOneLine() {
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
  void aSinkThatIsNotThereIsToldWithThoseThatAre() {
    misused("kafka, kubernetes, log", "--sink", "elastic", "pipe");
  }

  @Test
  void noSinkAtAllIsAnError() {
    misused("no sink is configured", "pipe", "-D", "eventrecorder.sinks=none");
    misused("no sink is configured", "check", "-D", "eventrecorder.sinks=none");
  }

  @Test
  void theConfigurationFileIsReadAndTheCommandLineWins() throws Exception {
    Path file = Files.writeString(temp.resolve("c"), "eventrecorder.sink.log.profile = ecs\n");
    String config = file.toString();
    assertThat(Run.of("pipe", Run.DEMO, "--config", config).out()).contains("\"kubernetes.event");
    Run overruled =
        Run.of("pipe", Run.DEMO, "--config", config, "-Deventrecorder.sink.log.profile=otel");
    assertThat(overruled.out()).contains("k8s.event.reason").doesNotContain("\"kubernetes.event");
  }

  @Test
  void aMissingConfigurationFileIsNamed() {
    misused("--config nosuch: no such file", "pipe", "--config", "nosuch");
  }

  @Test
  void aMissingPluginIsNamed() {
    misused("--plugins nosuch.jar: no such file", "sinks", "--plugins", "nosuch.jar");
  }

  @Test
  void anUnexpectedFailureIsOneLineToo() {
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
    assertThat(EventRecord.run(new Streams(broken, text, text), "correlate")).isEqualTo(1);
    assertThat(err.toString(UTF_8).lines())
        .containsExactly(
            "event-record: internal error: java.lang.IllegalStateException: oops; please report it");
  }
}
