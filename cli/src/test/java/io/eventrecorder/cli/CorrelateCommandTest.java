package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventrecorder.broadcaster.ProviderListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelateCommandTest {
  private static String event(String time, String reason, String message) {
    return "{\"involvedObject\":{\"kind\":\"Pod\",\"namespace\":\"shop\",\"name\":\"w\"},"
        + "\"type\":\"Warning\",\"count\":1,\"reason\":\"%s\",\"message\":\"%s\",\"lastTimestamp\":\"2026-01-01T%sZ\"}\n"
            .formatted(reason, message, time);
  }

  @Test
  void every_field_is_kept() throws IOException {
    List<JsonNode> events = JsonLines.parse(Files.readString(Path.of(CommandRun.DEMO)));
    List<JsonNode> output =
        JsonLines.parse(CommandRun.of("correlate", "--correlator=none", CommandRun.DEMO).out());
    assertThat(output).hasSameSizeAs(events);
    for (int i = 0; i < events.size(); i++) {
      assertThat(output.get(i).get("event")).isEqualTo(events.get(i));
    }
  }

  @Test
  void a_repeated_event_becomes_a_patch() throws IOException {
    String input = event("00:00:00", "BackOff", "m") + event("00:01:00", "BackOff", "m");
    List<JsonNode> output = JsonLines.parse(CommandRun.reading(input, "correlate").out());
    assertThat(output.get(0).get("patch").isNull()).isTrue();
    assertThat(output.get(1).get("patch").get("count").asInt()).isEqualTo(2);
    assertThat(output.get(1).get("event").get("metadata").get("name"))
        .isEqualTo(output.get(0).get("event").get("metadata").get("name"));
  }

  @Test
  void the_clock_follows_the_events_and_due_writes_are_made() throws IOException {
    String input =
        event("00:00:00", "BackOff", "m")
            + event("00:00:01", "BackOff", "m")
            + event("00:00:02", "BackOff", "m")
            + event("01:00:00", "Other", "n");
    CommandRun run = CommandRun.reading(input, "correlate", "--burst=2", "--qps=0.01");
    List<JsonNode> output = JsonLines.parse(run.out());
    assertThat(output).hasSize(5);
    assertThat(output.get(2).get("skip").asBoolean()).isTrue();
    assertThat(output.get(2).get("event").get("count").asInt()).isEqualTo(1);
    assertThat(output.get(3).get("cause").asText()).isEqualTo("due");
    assertThat(output.get(3).get("patch").get("count").asInt()).isEqualTo(3);
    assertThat(output.get(4).has("cause")).isFalse();
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "4 events in: 2 created, 1 updated, 1 counted or held back without a write;"
                + " 1 more write brought counts up to date (1 when due, 0 at the end)");
  }

  @Test
  void the_end_of_the_input_writes_missing_counts() throws IOException {
    String input =
        event("00:00:00", "BackOff", "m")
            + event("00:00:01", "BackOff", "m")
            + event("00:00:02", "Other", "held back");
    CommandRun run = CommandRun.reading(input, "correlate", "--burst=1");
    JsonNode last = JsonLines.parse(run.out()).get(3);
    assertThat(last.get("cause").asText()).isEqualTo("drain");
    assertThat(last.get("patch").get("count").asInt()).isEqualTo(2);
    assertThat(run.err())
        .contains("(0 when due, 1 at the end); 1 occurrence is in no written count");
  }

  @Test
  void an_earlier_time_does_not_move_the_clock_back() throws IOException {
    String input = event("01:00:00", "A", "m") + event("00:00:00", "A", "n");
    List<JsonNode> output =
        JsonLines.parse(CommandRun.reading(input, "correlate", "--max-events=1").out());
    assertThat(output.get(1).get("event").get("message").asText()).startsWith("(combined");
    assertThat(output.get(1).get("event").get("lastTimestamp").asText())
        .isEqualTo("2026-01-01T01:00:00Z");
  }

  @Test
  void every_option_of_a_correlator_is_a_flag() {
    String help = CommandRun.of("correlate", "--help").out();
    ProviderListing.discover().correlators().stream()
        .flatMap(correlator -> correlator.options().stream())
        .forEach(option -> assertThat(help).contains("--" + option.name()));
    assertThat(CommandRun.of("correlate", "--burst=x").err())
        .startsWith("event-record: --burst: 'x' must be a whole number");
  }

  @Test
  void a_flag_that_is_true_or_false_needs_no_value() {
    CommandRun unlimited =
        CommandRun.of("correlate", "--burst=1", "--warnings-unlimited", CommandRun.DEMO);
    CommandRun limited = CommandRun.of("correlate", "--burst=1", CommandRun.DEMO);
    assertThat(unlimited.status()).isZero();
    assertThat(unlimited.err()).isNotEqualTo(limited.err());
  }

  @Test
  void the_configuration_of_the_sink_applies_and_flags_override_it() {
    String burst = "-Deventrecorder.pipeline.log.correlator.burst=1";
    String configured = CommandRun.of("correlate", burst, CommandRun.DEMO).err();
    assertThat(configured)
        .isEqualTo(CommandRun.of("correlate", "--burst=1", CommandRun.DEMO).err());
    assertThat(CommandRun.of("correlate", burst, "--burst=25", CommandRun.DEMO).err())
        .isEqualTo(CommandRun.of("correlate", CommandRun.DEMO).err())
        .isNotEqualTo(configured);
  }

  @ParameterizedTest
  @ValueSource(strings = {"custom-101", "longgap-101"})
  void a_script_gives_the_results_of_client_go(String vector) throws IOException {
    List<JsonNode> expected = JsonLines.parse(TestVectors.read(vector + ".out"));
    CommandRun run =
        CommandRun.reading(TestVectors.read(vector + ".in"), "correlate", "--script", "-");
    assertThat(run.err()).isEmpty();
    List<JsonNode> actual = JsonLines.parse(run.out());
    assertThat(actual).hasSameSizeAs(expected).hasSize(400);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(essence(actual.get(i))).as("line %s", i + 1).isEqualTo(essence(expected.get(i)));
    }
  }

  /** {@return the parts of a line that do not depend on how empty members are written} */
  private static String essence(JsonNode line) throws IOException {
    if (line.get("skip").asBoolean()) {
      return "skip";
    }
    JsonNode event = line.get("event");
    String patch = line.get("patch").isNull() ? "{}" : line.get("patch").asText();
    StringBuilder text = new StringBuilder(JsonLines.parseOne(patch).toString());
    for (Iterator<String> names =
            List.of("count", "reason", "message", "type", "involvedObject").iterator();
        names.hasNext(); ) {
      text.append(event.path(names.next()));
    }
    boolean combined = event.path("message").asText().startsWith("(combined");
    String version = combined ? "" : event.path("metadata").path("resourceVersion").asText();
    return text + version + " answered " + line.path("sinkResourceVersion").asText();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"burstSize\":\"many\"}",
        "{\"burstSize\":-1}",
        "{\"burst\":1}",
        "{}{}",
        "{\"burstSize\":1",
        "{}\n{\"advanceMillis\":9223372036854775807}",
        "{}\n{\"event\":[]}"
      })
  void a_script_stops_at_the_first_wrong_line(String script) {
    CommandRun run = CommandRun.reading(script + "\n", "correlate", "--script=-");
    long line = script.lines().count();
    assertThat(run.errors())
        .singleElement()
        .asString()
        .startsWith("event-record: standard input, line " + line + ": ")
        .endsWith("; the script ends here");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void an_event_of_the_year_9999_is_an_event() {
    String event =
        """
        {"kind":"Event","involvedObject":{"kind":"Pod","name":"web-0"},"reason":"Failed",\
        "message":"no","lastTimestamp":"%s"}
        """;
    String input =
        String.format(event, "2026-01-01T00:00:00Z")
            + String.format(event, "9999-12-31T23:59:59Z")
            + String.format(event, "9999-12-31T23:59:59Z");
    CommandRun run = CommandRun.reading(input, "correlate", "-q");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines()).hasSize(3);
    assertThat(run.status()).isZero();
  }

  @Test
  void a_table_has_the_decisions_in_its_first_column() {
    CommandRun table = CommandRun.of("correlate", "-o", "table", CommandRun.DEMO);
    CommandRun lines = CommandRun.of("correlate", "-o", "json", CommandRun.DEMO);
    assertThat(table.lines()).hasSize(lines.lines().size() + 1);
    assertThat(table.lines().get(0)).matches("WRITE +NAMESPACE +LAST SEEN +TYPE .* MESSAGE");
    assertThat(table.lines().stream().skip(1).map(line -> line.split("  ", 2)[0]).distinct())
        .containsExactlyInAnyOrder("created", "updated", "combined", "held back", "caught up");
    assertThat(table.out()).doesNotContain("\u001b");
    assertThat(table.lines())
        .filteredOn(line -> line.startsWith("combined"))
        .allMatch(line -> line.contains("(combined from similar events): "));
    assertThat(lines.out()).isEqualTo(CommandRun.of("correlate", CommandRun.DEMO).out());
  }

  @Test
  void verbose_prints_the_noisiest_objects_and_reasons() {
    assertThat(CommandRun.of("correlate", "--verbose", CommandRun.DEMO).err())
        .contains("Read      208 events", "Noisiest objects", "  72  BackOff")
        .doesNotContain("See it as a picture"); // that line is for a terminal
  }

  @Test
  void a_style_of_times_is_refused_for_decisions_in_json() {
    CommandRun run = CommandRun.reading("", "correlate", "-o", "json", "--time", "utc");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--time is for tables, and --output json is none;");
    assertThat(CommandRun.reading("", "correlate", "--time", "utc").status()).isZero();
  }
}
