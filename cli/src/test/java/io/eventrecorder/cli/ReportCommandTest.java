package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventrecorder.cli.report.ReportedData;
import io.eventrecorder.text.PrintableText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code report}: what it reads, what it refuses and what it writes. */
class ReportCommandTest {
  private static final int MB = 1_000_000;

  @TempDir Path temp;

  private Path file() {
    return temp.resolve("report.html");
  }

  /** Runs the command with an output file. */
  private CommandRun report(String input, String... args) {
    List<String> all = new ArrayList<>(List.of("report", "-o", file().toString()));
    all.addAll(List.of(args));
    return CommandRun.reading(input, all.toArray(String[]::new));
  }

  private String page() throws IOException {
    return Files.readString(file());
  }

  private ReportedData data() throws IOException {
    return ReportedData.of(page());
  }

  /** An event of the pod shop/web, with a time on 2026-03-02. */
  private static String event(String time, String name, String type, String message) {
    return """
        {"kind":"Event","metadata":{"name":"%s","namespace":"shop"},\
        "involvedObject":{"kind":"Pod","namespace":"shop","name":"web"},"reason":"R",\
        "type":"%s","message":%s,"lastTimestamp":"2026-03-02T%sZ","count":1}
        """
        .formatted(name, type, PrintableText.quoted(message), time);
  }

  private static String threeEvents() {
    return event("09:00:00", "a", "Normal", "one")
        + event("09:30:00", "b", "Warning", "two")
        + event("10:00:00", "c", "Normal", "three");
  }

  @Test
  void the_demo_shows_the_tree_of_the_deployment() throws IOException {
    CommandRun run = report("", CommandRun.DEMO);
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.errors())
        .singleElement()
        .asString()
        .startsWith("event-record: wrote " + file() + " (")
        .endsWith(
            " kB): 208 events read, 66 distinct events of 9 objects, 2026-03-02 09:14:00 to 09:33:11 UTC; open "
                + file().toUri());
    ReportedData data = data();
    List<String> tree = new ArrayList<>();
    for (int i = 0; i < data.numbers("objects.depth").size(); i++) {
      tree.add(
          "  ".repeat(data.numbers("objects.depth").get(i).intValue())
              + data.texts("objects.kind").get(i)
              + " "
              + data.texts("objects.name").get(i));
    }
    assertThat(tree)
        .containsExactly(
            "Deployment checkout",
            "  ReplicaSet checkout-7b5d68f9cc",
            "    Pod checkout-7b5d68f9cc-ksr5q",
            "    Pod checkout-7b5d68f9cc-gbvgm",
            "  HorizontalPodAutoscaler checkout",
            "  ReplicaSet checkout-6c9f7d5b84",
            "    Pod checkout-6c9f7d5b84-pgjxb",
            "    Pod checkout-6c9f7d5b84-v5xxk",
            "Node ip-10-0-23-88.eu-west-1.compute.internal");
    assertThat(data.json().get("title").asText()).isEqualTo("Events of failing-deployment.ndjson");
    assertThat(data.json().get("notes")).isEmpty();
  }

  @Test
  void each_row_of_the_settings_is_what_correlate_says_with_its_flags() throws IOException {
    report("", CommandRun.DEMO, "--burst=7");
    JsonNode settings = data().json().get("settings");
    assertThat(settings).hasSize(9);
    for (JsonNode setting : settings) {
      List<String> flags = List.of(setting.get("options").asText().split(" ", -1));
      List<String> command = new ArrayList<>(List.of("correlate", CommandRun.DEMO));
      command.addAll(flags);
      CommandRun run = CommandRun.of(command);
      long due = run.lines().stream().filter(line -> line.endsWith("\"cause\":\"due\"}")).count();
      long created = run.lines().stream().filter(line -> !patches(line)).count();
      long held = setting.get("heldBack").asLong();
      long end = setting.get("atEnd").asLong();
      assertThat(run.err())
          .as(flags.toString())
          .contains(held + " counted or held back without a write")
          .contains("(" + due + " when due, " + end + " at the end)");
      assertThat(setting.get("writes").asLong()).isEqualTo(run.lines().size() - held);
      assertThat(setting.get("creates").asLong()).isEqualTo(created);
      long missing = setting.get("missing").asLong();
      assertThat(run.err().contains("in no written count")).isEqualTo(missing > 0);
      assertThat(run.err()).contains(missing > 0 ? "; " + missing + " occurrence" : "");
    }
  }

  private static boolean patches(String line) {
    return line.startsWith("{\"skip\":true") || !line.contains(",\"patch\":null");
  }

  @Test
  void the_first_settings_are_those_of_the_command_line_and_configuration() throws IOException {
    report(threeEvents(), "-D", "eventrecorder.pipeline.log.correlator.burst=3", "--qps=0.5");
    JsonNode current = data().json().get("settings").get(0);
    assertThat(current.get("current").asBoolean()).isTrue();
    assertThat(current.get("name").asText()).isEqualTo("current settings");
    assertThat(current.get("options").asText())
        .isEqualTo("--correlator aggregating --burst 3 --qps 0.5");

    report(threeEvents(), "--correlator=series");
    JsonNode settings = data().json().get("settings");
    assertThat(settings.get(0).get("name").asText()).isEqualTo("current settings: series");
    assertThat(settings).hasSize(8);
    assertThat(report(threeEvents(), "--correlator=x").status()).isEqualTo(2);
    assertThat(report(threeEvents(), "--burst=x").err()).contains("--burst: 'x' must be");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--from 2026-03-02T09:30:00Z; two three",
        "--to 2026-03-02T09:30:00Z; one two",
        "--from 2026-03-02T10:30:00+01:00 --to 2026-03-02T09:59; two",
        "--from 30m; two three",
        "--to 30m; one two",
        "--from 45m --to 10m; two",
        "--from 2026-03-02 --to 2026-03-03; one two three",
        "--only type=Warning; two",
        "--only namespace=sh*,regarding.name=web; one two three",
        "--only type!=Warning --from 1h; one three",
        "--limit 2; two three",
      })
  void the_selection_shows_a_part(String args, String messages) throws IOException {
    CommandRun run = report(threeEvents(), args.split(" ", -1));
    assertThat(run.status()).isZero();
    assertThat(String.join(" ", data().texts("events.message"))).isEqualTo(messages);
    int out = 3 - messages.split(" ", -1).length;
    assertThat(data().number("read.filtered") + data().number("read.leftOut")).isEqualTo(out);
    assertThat(run.errors()).hasSize(args.startsWith("--limit") ? 2 : 1);
    assertThat(noteAbout("left out") != null).isEqualTo(out > 0);
    assertThat(page()).contains("3 events read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--from x; --from: 'x' must be a time such as",
        "--to -3m; --to: '-3m' must be a time such as",
        "--from 5m --to 10m; --from 5m is after --to 10m",
        "--from 2026-03-03 --to 2026-03-02; is after --to 2026-03-02; exchange the two values",
        "--only colour=red; --only: 'colour=red' must be conditions such as type=Warning",
        "--limit 0; --limit 0 must be at least 1",
        "-o /nowhere/r.html; /nowhere/r.html: is in a folder that does not exist",
        "-o .; --output .: is a folder; name a file in it",
        "--output=; --output is empty; name a file, or - for standard output",
        "--title=; --title is empty; give a text, or leave the option out",
        "--correlator nope; --correlator: there is no correlator 'nope'; available: aggregating,",
        "--correlator none --burst 5; --burst is an option of the correlator aggregating, but the"
            + " correlator is none; leave --burst out, or choose --correlator aggregating",
        "--refresh-interval 5m; --refresh-interval is an option of the correlator series, but the"
            + " correlator is aggregating",
      })
  void a_wrong_option_is_refused_before_anything_is_read(String args, String error) {
    CommandRun run =
        CommandRun.of(Stream.concat(Stream.of("report", "/no/file"), words(args)).toList());
    assertThat(run.errors()).singleElement().asString().contains(error);
    assertThat(run.status()).isEqualTo(2);
  }

  private @Nullable String noteAbout(String words) throws IOException {
    for (JsonNode note : data().json().get("notes")) {
      if (note.asText().contains(words)) {
        return note.asText();
      }
    }
    return null;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--only reason=R; 2026-03-02 09:00:00 to 10:00:00 UTC",
        "--from 15m; 2026-03-02 09:45:00 to 10:00:00 UTC",
        "--from 45m --to 10m; 2026-03-02 09:15:00 to 09:50:00 UTC",
        "--from 2026-03-02T08:00Z --to 2026-03-02T12:00Z; 2026-03-02 08:00:00 to 12:00:00 UTC",
        "--only type=Warning; 2026-03-02 09:30:00 UTC",
        "--to 9999-01-01; 2026-03-02 09:00:00 to 10:00:00 UTC",
      })
  void the_timeline_shows_the_times_that_were_asked_for(String args, String range)
      throws IOException {
    assertThat(report(threeEvents(), args.split(" ", -1)).err()).contains(", " + range + ";");
    assertThat(page()).contains("<span id=\"range\">" + range + "</span>");
    Instant from = Instant.ofEpochMilli(data().number("from"));
    assertThat(from).isEqualTo(range.substring(0, 19).replace(' ', 'T') + "Z");
    Instant last = Instant.ofEpochMilli(data().number("last"));
    assertThat(last.toString())
        .endsWith(range.substring(range.length() - 12, range.length() - 4) + "Z");
    Duration length = Duration.between(from, Instant.ofEpochMilli(data().number("to")));
    assertThat(length).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void all_numbers_of_a_report_are_the_same() throws IOException {
    String pod = "\"kind\":\"Pod\",\"namespace\":\"shop\",\"name\":\"web";
    String input =
        (threeEvents() + event("10:10:00", "d", "Normal", "three"))
            .replace(pod, pod + "-6c795cc76c-7j7xh");
    CommandRun run =
        report(
            input
                + input
                    .replace("7j7xh", "8k8xh")
                    .replaceAll("\"(.)\",\"namespace", "\"$1$1\",\"namespace"));
    assertThat(data().texts("objects.kind")).contains("Deployment", "ReplicaSet");
    assertThat(run.err()).contains("8 events read, 6 distinct events of 2 objects, ");
    assertThat(page())
        .contains("<li>8 events read</li><li>6 distinct events</li>")
        .contains("<li>8 occurrences</li><li>2 objects</li>");
  }

  private static Stream<String> words(String args) {
    return Stream.of(args.split(" ", -1));
  }

  @Test
  void without_events_no_file_is_written_and_an_old_one_stays() throws IOException {
    assertThat(report("").errors())
        .containsExactly("event-record: the input has no events; no report was written");
    assertThat(report("").status()).isEqualTo(1);
    assertThat(temp).isEmptyDirectory();

    Files.writeString(file(), "old");
    CommandRun none = report(threeEvents(), "--only", "type=Error");
    assertThat(none.err()).contains("none of the 3 events is between --from and --to and fits");
    assertThat(none.status()).isEqualTo(1);
    assertThat(file()).hasContent("old");
  }

  @Test
  void bad_items_are_reported_and_the_report_is_written_with_status_1() throws IOException {
    CommandRun run = report("{\"kind\":\"Pod\"}\n" + threeEvents());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("line 1", "1 bad item skipped", "wrote ");
    assertThat(data().number("read.badItems")).isEqualTo(1);
    String deleted = "{\"type\":\"DELETED\",\"object\":" + threeEvents().lines().toList().get(0);
    assertThat(report(threeEvents() + deleted + "}\n").status()).isZero();
    assertThat(data().number("read.passedOver.DELETED")).isEqualTo(1);
    assertThat(page()).contains("1 item passed over: DELETED");
  }

  @Test
  void the_file_is_replaced_as_a_whole_and_nothing_else_is_left() throws IOException {
    Files.writeString(file(), "x".repeat(5 * MB));
    assertThat(report(threeEvents(), "--title", "<Rollout> & more").status()).isZero();
    assertThat(page()).contains("<title>&lt;Rollout&gt; &amp; more</title>").endsWith("</html>\n");
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void a_link_stays_and_the_file_behind_it_is_replaced() throws IOException {
    Path target = Files.writeString(temp.resolve("target.html"), "old");
    Files.createSymbolicLink(file(), target);
    assertThat(report(threeEvents()).status()).isZero();
    assertThat(file()).isSymbolicLink();
    assertThat(Files.readString(target)).contains("</html>");
  }

  @Test
  void standard_output_gets_the_page_and_standard_error_says_nothing_if_quiet() {
    CommandRun run = CommandRun.reading(threeEvents(), "report", "-o-", "-q");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(ReportedData.of(run.out()).number("read.events")).isEqualTo(3);
    assertThat(report(threeEvents(), "-q").err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!-- \" ' & {{title}} {{{data}}}",
      })
  void texts_of_events_are_no_markup(String hostile) throws IOException {
    String input =
        event("09:00:00", "a", "Warning", hostile)
            .replace("\"name\":\"web\"", "\"name\":" + PrintableText.quoted(hostile))
            .replace("\"reason\":\"R\"", "\"reason\":" + PrintableText.quoted(hostile));
    assertThat(report(input, "--title", hostile).status()).isZero();
    assertThat(page()).doesNotContain("alert(1)<", "<img", "<!--");
    assertThat(data().texts("events.message")).containsExactly(hostile);
    assertThat(data().texts("events.reason")).containsExactly(hostile);
    assertThat(data().texts("objects.name")).containsExactly(hostile);
  }

  @Test
  void unprintable_characters_are_escaped_and_line_ends_of_messages_stay() throws IOException {
    String hostile = "a\u001b[2J\u202eb\r\nc\ud83d\ude00\u0000";
    assertThat(report(event("09:00:00", "a", "Warning", hostile)).status()).isZero();
    assertThat(data().texts("events.message"))
        .containsExactly("a\\u001b[2J\\u202eb\nc\ud83d\ude00\\u0000");
    String half = event("09:00:00", "a", "Warning", "X").replace("\"X\"", "\"\\ud800!\"");
    assertThat(report(half).status()).isZero();
    assertThat(data().texts("events.message")).containsExactly("\ufffd!"); // the parser replaces it
  }

  @Test
  void a_message_of_a_megabyte_is_cut() throws IOException {
    CommandRun run = report(event("09:00:00", "a", "Warning", "x".repeat(MB)));
    assertThat(run.err()).contains("1 message longer than 4000 characters");
    assertThat(data().texts("events.message").get(0))
        .hasSizeLessThan(4100)
        .endsWith("… (996000 more characters)");
  }

  @Test
  void the_command_line_is_shown_without_secrets() throws IOException {
    report(
        threeEvents(),
        "--title",
        "it's me",
        "-Deventrecorder.sink.kafka.password=hunter2",
        "-D",
        "eventrecorder.sink.kafka.producer.sasl=hunter2",
        "-D",
        "eventrecorder.pipeline.log.correlator.burst=3");
    assertThat(page()).doesNotContain("hunter2");
    assertThat(data().json().get("command").asText())
        .isEqualTo(
            "event-record report -o "
                + file()
                + " --title 'it'\\''s me' '-Deventrecorder.sink.kafka.password=***'"
                + " -D 'eventrecorder.sink.kafka.producer.sasl=***'"
                + " -D eventrecorder.pipeline.log.correlator.burst=3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report -Deventrecorder.sink.kafka.x=hunter2 IN",
        "report -D eventrecorder.sink.kafka.x=hunter2 IN",
        "report -D=eventrecorder.sink.kafka.x=hunter2 IN",
        "report -qDeventrecorder.sink.kafka.x=hunter2 IN",
        "report -qD eventrecorder.sink.kafka.x=hunter2 IN",
        "report -qDeventrecorder.sink.kafka.x=hunter2 -- IN",
        "-Deventrecorder.sink.kafka.x=hunter2 report IN",
        "-D eventrecorder.sink.kafka.x=hunter2 report -- IN",
        "report -D eventrecorder.sink.a.x=hunter2 -qDeventrecorder.sink.kafka.x=hunter2 IN",
      })
  void no_spelling_of_a_definition_shows_its_value(String line) throws IOException {
    Path input = Files.writeString(temp.resolve("in.ndjson"), threeEvents());
    List<String> args = new ArrayList<>(words(line.replace("IN", input.toString())).toList());
    args.addAll(args.indexOf("report") + 1, List.of("-o", file().toString()));
    CommandRun run = CommandRun.of(args);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(page()).doesNotContain("hunter2");
    assertThat(data().json().get("command").asText())
        .contains("eventrecorder.sink.kafka.x=***", " report -o ", input.toString())
        .doesNotContain("hunter2");
  }

  @Test
  void a_file_with_the_name_of_an_option_is_shown() throws IOException {
    Path input = Files.writeString(temp.resolve("-Dk=v"), threeEvents());
    assertThat(report("", "--", input.toString()).status()).isZero();
    assertThat(data().json().get("command").asText()).endsWith(" -- " + input);
  }

  @Test
  void the_page_says_what_is_special_in_the_input() throws IOException {
    String many = event("09:00:00", "a", "Warning", "m").replace("\"count\":1", "\"count\":70");
    assertThat(noteOf(many)).startsWith("1 state with several occurrences at once");
    String undated =
        "{'kind':'Event','involvedObject':{'kind':'Pod','name':'w'}}".replace('\'', '"');
    assertThat(noteOf(undated + threeEvents()))
        .startsWith("1 event without a time: the report shows it at the time of the nearest event");
    assertThat(noteOf(undated + threeEvents() + undated))
        .startsWith("2 events without a time: the report shows each of them at the time of");
    assertThat(noteOf(undated))
        .isEqualTo(
            "No event has a time: the report shows the event at the time when the report was made.");
    String twice = event("09:00:00", "a", "Normal", "m") + event("09:00:00", "b", "Normal", "m");
    assertThat(noteOf(twice)).startsWith("All events have the same time");
    String old = event("09:00:00", "o", "Normal", "m").replace("2026", "1970");
    assertThat(noteOf(threeEvents() + old)).startsWith("1 event far away in time");
  }

  private String noteOf(String input) throws IOException {
    assertThat(report(input).errors()).hasSize(1);
    assertThat(data().json().get("notes")).hasSize(1);
    return data().json().get("notes").get(0).asText();
  }

  @Test
  void a_hundred_thousand_events_make_less_than_ten_megabytes() throws IOException {
    Path input = temp.resolve("many.ndjson");
    ManyEvents.write(input, 100_000);
    assertThat(report("", input.toString()).status()).isZero();
    assertThat(Files.size(file())).isLessThan(10 * MB);
    assertThat(data().number("read.states")).isEqualTo(100_000);
  }
}
