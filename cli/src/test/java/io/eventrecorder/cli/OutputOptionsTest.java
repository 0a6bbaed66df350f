package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.cli.terminal.TestTerminal;
import io.eventrecorder.json.EventJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputOptionsTest {
  private static final String EVENT =
      "{'kind':'Event','metadata':{'name':'a','namespace':'shop'},'count':3,'type':'Warning',"
          + "'involvedObject':{'kind':'Pod','name':'web-0','namespace':'shop'},'reason':'BackOff',"
          + "'lastTimestamp':'2026-03-02T09:14:02Z','message':'failed'}";

  @TempDir Path temp;

  /** {@return the result of {@code pipe} with one event, on a terminal of 80 to 24} */
  private CommandRun onTerminal(String... args) throws IOException {
    TestTerminal terminal = new TestTerminal(80, 24, Map.of("NO_COLOR", "1"));
    return on(terminal, EVENT.replace('\'', '"'), args);
  }

  private CommandRun on(TestTerminal terminal, String input, String... args) throws IOException {
    Path file = temp.resolve("in.ndjson");
    Files.writeString(file, input);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    StandardStreams streams =
        new StandardStreams(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            terminal.terminal());
    PrintStream before = System.out;
    System.setOut(streams.out());
    try {
      int status =
          EventRecord.run(
              streams,
              Stream.of(List.of("pipe"), List.of(args), List.of(file.toString()))
                  .flatMap(List::stream)
                  .toArray(String[]::new));
      return new CommandRun(status, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void a_terminal_gets_a_table_and_a_pipe_gets_lines_of_json() throws IOException {
    assertThat(onTerminal().lines()).contains("09:14:02Z Warning BackOff pod/web-0 3     failed");
    CommandRun pipe = CommandRun.reading(EVENT.replace('\'', '"'), "pipe");
    assertThat(pipe.out()).startsWith("{").contains("k8s.event.reason");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Deventrecorder.sink.log.profile=ecs",
        "-Deventrecorder.sink.log.format=json",
        "-Deventrecorder.sink.log.max-line-bytes=5000"
      })
  void who_has_set_an_option_of_the_sink_log_gets_the_sink_log(String option) throws IOException {
    assertThat(onTerminal(option).out()).startsWith("{");
  }

  @Test
  void the_settings_of_the_pipeline_stay() throws IOException {
    CommandRun run = onTerminal("-Deventrecorder.pipeline.log.filter=type=Normal");
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Filtered  1 removed by the filter");
  }

  @Test
  void otel_and_ecs_are_the_profiles_of_the_sink_log() throws IOException {
    assertThat(onTerminal("-o", "otel").out()).startsWith("{").contains("k8s.event.reason");
    assertThat(onTerminal("-o", "ecs").out()).contains("kubernetes.event.reason");
    assertThat(onTerminal("-o", "ecs", "-Deventrecorder.sink.log.max-line-bytes=5000").status())
        .isZero();
  }

  @Test
  void ndjson_and_json_are_events_that_pipe_reads() throws IOException {
    CommandRun lines = onTerminal("-o", "ndjson");
    assertThat(lines.lines()).singleElement().satisfies(EventJson::read);
    CommandRun pretty = onTerminal("-o", "json");
    assertThat(pretty.out()).startsWith("{\n    \"").contains("\n    \"reason\": \"BackOff\",\n");
    for (CommandRun run : List.of(lines, pretty)) {
      CommandRun again = CommandRun.reading(run.out(), "pipe", "-o", "ndjson");
      assertThat(again.lines()).isEqualTo(lines.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"profile=ecs", "format=slf4j"})
  void an_option_that_contradicts_output_is_refused(String option) throws IOException {
    CommandRun run = onTerminal("-o", "table", "-Deventrecorder.sink.log." + option);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "event-record: --output table and eventrecorder.sink.log."
                + option
                + " contradict each other; remove one of them\n");
    assertThat(onTerminal("-o", "otel", "-Deventrecorder.sink.log." + option).status())
        .isEqualTo(2);
  }

  @Test
  void output_without_a_sink_on_standard_output_is_refused() throws IOException {
    CommandRun kafka = onTerminal("--sink=kafka", "-o", "table");
    assertThat(kafka.status()).isEqualTo(2);
    assertThat(kafka.err())
        .contains(
            "--output table is for a sink log that writes to standard output, and there is none;"
                + " add --sink log, or remove --output");
    CommandRun file =
        onTerminal(
            "-Deventrecorder.sink.log.output=file", "-Deventrecorder.sink.log.file=x", "-otable");
    assertThat(file.status()).isEqualTo(2);
    assertThat(file.err()).contains("there is none (eventrecorder.sink.log.output=file);");
  }

  @Test
  void output_with_two_sinks_on_standard_output_is_refused() throws IOException {
    CommandRun run =
        onTerminal("--sink=log", "--sink=audit", "-Deventrecorder.sink.audit.type=log", "-otable");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("log and audit all write to standard output");
  }

  @Test
  void a_wrong_word_is_refused_with_the_right_ones() throws IOException {
    assertThat(onTerminal("-o", "yaml").err())
        .contains("'yaml' must be one of table, wide, json, otel, ecs, ndjson");
    assertThat(onTerminal("--color", "no").err())
        .contains("'no' must be one of auto, always, never");
    assertThat(onTerminal("--time", "gmt").err()).contains("'gmt' must be one of age, utc, local");
  }

  @Test
  void the_sink_of_the_table_cannot_be_named() throws IOException {
    CommandRun run = onTerminal("--sink", "terminal");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("use the sink log with --output table");
  }

  @Test
  void the_summary_has_the_width_of_the_terminal_behind_standard_error() throws IOException {
    TestTerminal terminal = new TestTerminal(200, 24, Map.of()).withErrors(50, 24);
    CommandRun run = on(terminal, EVENT.replace('\'', '"'), "--correlator=aggregating");
    assertThat(run.err().lines()).isNotEmpty().allMatch(line -> line.length() < 50);
    assertThat(run.err()).contains("\n\nNoisiest reasons (occurrences)\n  3  BackOff\n");
  }

  @Test
  void an_empty_input_has_no_hint_for_a_report() throws IOException {
    assertThat(on(new TestTerminal(80, 24, Map.of()), "").err())
        .startsWith("\nRead      0 events\n")
        .doesNotContain("report");
    assertThat(onTerminal().err()).contains("-o report.html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"otel", "ecs", "json", "ndjson"})
  void a_style_of_times_is_refused_for_a_form_that_is_no_table(String form) throws IOException {
    CommandRun run = onTerminal("-o", form, "--time", "local", "--color", "always");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("--time is for tables, and --output " + form + " is none; remove --time,");
    assertThat(onTerminal("-o", form, "--color", "always").status()).isZero();
    assertThat(onTerminal("-o", "wide", "--time", "utc").status()).isZero();
  }
}
