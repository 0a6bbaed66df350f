package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.cli.input.Gzip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An item that is not an event is reported with its place and skipped. Later items are read. */
class BadInputTest {
  private static final String GOOD =
      "{\"kind\":\"Event\",\"apiVersion\":\"v1\",\"involvedObject\":{\"kind\":\"Pod\",\"name\":\"w\"},"
          + "\"reason\":\"Started\",\"message\":\"good\",\"type\":\"Normal\"}\n";

  private static void skips(String command, byte[] bad, String expected) throws IOException {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.write(GOOD.getBytes(UTF_8));
    input.write(bad);
    input.write('\n');
    input.write(GOOD.getBytes(UTF_8));
    CommandRun run = CommandRun.reading(input.toByteArray(), command, "--quiet");
    assertThat(run.errors())
        .singleElement()
        .asString()
        .startsWith("event-record: standard input, line 2, column ")
        .contains(expected)
        .endsWith("(skipped)");
    assertThat(run.lines()).hasSize(2).allSatisfy(line -> assertThat(line).contains("good"));
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void invalid_json_is_skipped(String command) throws IOException {
    skips(command, "{\"kind\":\"Event\",]".getBytes(UTF_8), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void a_line_of_10_megabytes_is_skipped(String command) throws IOException {
    String line = "{\"message\":\"" + "x".repeat(10_000_000) + "\"}";
    skips(command, line.getBytes(UTF_8), "longer than 4194304 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void a_line_with_100_000_levels_is_skipped(String command) throws IOException {
    String line = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
    skips(command, line.getBytes(UTF_8), "nested deeper than 100 levels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void bytes_that_are_not_utf8_are_skipped(String command) throws IOException {
    skips(command, "{\"kind\":\"Event\",\"message\":\"\u00ff\"}".getBytes(ISO_8859_1), "not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void a_limit_can_be_raised(String command) {
    String line = GOOD.replace("good", "x".repeat(5_000_000));
    CommandRun run = CommandRun.reading(line, command, "--quiet", "--max-bytes=6000000");
    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(1);
    assertThat(CommandRun.of(command, "--max-depth=0").errors())
        .singleElement()
        .asString()
        .contains("--max-depth must be 1 to ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void damaged_gzip_is_explained(String command) throws IOException {
    byte[] cut = Gzip.of(GOOD);
    cut = Arrays.copyOf(cut, cut.length - 4);
    CommandRun run = CommandRun.reading(cut, command, "--quiet");
    assertThat(run.errors())
        .containsExactly(
            "event-record: standard input: the gzip is cut off; copy it again; what came before"
                + " was read");
    assertThat(run.lines()).hasSize(1);
    assertThat(run.status()).isEqualTo(1);

    byte[] damaged = Gzip.of(GOOD);
    damaged[damaged.length - 1]++;
    assertThat(CommandRun.reading(damaged, command, "--quiet").errors())
        .containsExactly(
            "event-record: standard input: the gzip is damaged (the checksum or the length is"
                + " wrong); compress or copy it again; what came before was read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void lines_behind_gzip_are_read(String command) throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(Gzip.of(GOOD));
    both.writeBytes(GOOD.getBytes(UTF_8));
    CommandRun run = CommandRun.reading(both.toByteArray(), command, "--quiet");
    assertThat(run.lines()).hasSize(2);
    assertThat(run.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void empty_input_is_no_error(String command) {
    CommandRun run = CommandRun.reading("", command);
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("0 events ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void an_unreadable_file_is_reported_and_the_others_are_read(String command) {
    CommandRun run = CommandRun.reading(GOOD, command, "--quiet", "nosuch", "src", "-");
    assertThat(run.errors())
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("event-record: nosuch: no such file; "),
            second -> assertThat(second).startsWith("event-record: src: is a directory"));
    assertThat(run.lines()).hasSize(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void lists_and_both_api_versions_are_read(String command) {
    String newer =
        "{\"kind\":\"Event\",\"apiVersion\":\"events.k8s.io/v1\",\"regarding\":{\"kind\":\"Pod\","
            + "\"name\":\"w\"},\"reason\":\"Started\",\"note\":\"good\",\"type\":\"Normal\","
            + "\"eventTime\":\"2026-01-01T00:00:00.000001Z\"}\n";
    String list = "{\"kind\":\"List\",\"items\":[\n" + GOOD + "," + newer + "]}\n";
    CommandRun run =
        CommandRun.reading(list + GOOD.replace(",", ",\n  ") + newer, command, "--quiet");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines()).hasSize(4).allSatisfy(line -> assertThat(line).contains("good"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void each_bad_line_is_one_bad_item(String command) {
    String bad = "hello\nworld\n{}\n{\"foo\":1}\n{\"kind\":\"Event\"\nE1120 12:00:00.0 x\n";
    CommandRun run = CommandRun.reading(GOOD + bad + GOOD + bad, command);
    assertThat(run.err()).contains("2 events ").contains(" 12 bad items skipped");
    assertThat(run.errors().stream().filter(line -> line.endsWith("(skipped)"))).hasSize(12);
    assertThat(run.lines()).hasSize(2).allSatisfy(line -> assertThat(line).contains("good"));
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void json_that_is_not_an_event_is_not_recorded(String command) {
    String text =
        """
        {}
        {"foo":1}
        {"log":"hello\\n","stream":"stdout"}
        {"events":[%1$s]}
        {"type":"Warning","reason":"R","message":"m","metadata":{"name":"a"}}
        {"kind":"Event","reason":"R","message":"m","involvedObject":{}}
        {"kind":"Pod","metadata":{"name":"a"},"involvedObject":{"name":"a"}}
        """
            .formatted(GOOD.strip());
    CommandRun run = CommandRun.reading(text, command);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("0 events ").contains(" 7 bad items skipped");
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void passed_over_items_are_counted_and_are_no_error(String command) {
    String object = "\"object\":" + GOOD.strip() + "}\n";
    String text =
        "{\"type\":\"ADDED\","
            + object
            + "{\"type\":\"DELETED\","
            + object
            + ("{\"type\":\"BOOKMARK\"," + object).repeat(2)
            + "{\"skip\":true,\"event\":"
            + GOOD.strip()
            + "}\n";
    CommandRun run = CommandRun.reading(text, command);
    assertThat(run.err()).contains(" 4 items passed over (2 BOOKMARK, 1 DELETED, 1 skip)");
    assertThat(run.err()).doesNotContain("bad item");
    assertThat(run.lines()).hasSize(1);
    assertThat(run.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void lines_of_the_sink_log_are_refused_and_lines_of_correlate_are_read(String command) {
    String line = GOOD.replace("\"name\":\"w\"", "\"namespace\":\"shop\",\"name\":\"w\"");
    for (String profile : new String[] {"otel", "ecs", "kubernetes"}) {
      String log = "-Deventrecorder.sink.log.profile=" + profile;
      CommandRun run =
          CommandRun.reading(CommandRun.reading(line, "pipe", "-q", log).out(), command, "-q");
      assertThat(run.out()).isEmpty();
      assertThat(run.errors()).singleElement().asString().contains("looks like a log ");
      assertThat(run.status()).isEqualTo(1);
    }
    CommandRun run =
        CommandRun.reading(CommandRun.reading(line, "correlate", "-q").out(), command, "-q");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines()).singleElement().asString().contains("good", "shop");
  }
}
