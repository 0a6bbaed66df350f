package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no event is told with its place, and skipped; what follows is read. */
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
    Run run = Run.reading(input.toByteArray(), command, "--quiet");
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
  void brokenJson(String command) throws IOException {
    skips(command, "{\"kind\":\"Event\",]".getBytes(UTF_8), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void aLineOf10Megabytes(String command) throws IOException {
    String line = "{\"message\":\"" + "x".repeat(10_000_000) + "\"}";
    skips(command, line.getBytes(UTF_8), "longer than 4194304 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void aHundredThousandLevels(String command) throws IOException {
    String line = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
    skips(command, line.getBytes(UTF_8), "nested deeper than 100 levels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void bytesThatAreNotUtf8(String command) throws IOException {
    skips(command, "{\"kind\":\"Event\",\"message\":\"\u00ff\"}".getBytes(ISO_8859_1), "not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void aLimitCanBeRaised(String command) {
    String line = GOOD.replace("good", "x".repeat(5_000_000));
    Run run = Run.reading(line, command, "--quiet", "--max-bytes=6000000");
    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(1);
    assertThat(Run.of(command, "--max-depth=0").errors())
        .singleElement()
        .asString()
        .contains("--max-depth must be 1 to ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void nothingAtAllIsFine(String command) {
    Run run = Run.reading("", command);
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("0 events ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "correlate"})
  void aFileThatCannotBeReadIsToldAndTheOthersAreRead(String command) {
    Run run = Run.reading(GOOD, command, "--quiet", "nosuch", "src", "-");
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
  void listsAndBothApiVersionsAreRead(String command) {
    String newer =
        "{\"kind\":\"Event\",\"apiVersion\":\"events.k8s.io/v1\",\"regarding\":{\"kind\":\"Pod\","
            + "\"name\":\"w\"},\"reason\":\"Started\",\"note\":\"good\",\"type\":\"Normal\","
            + "\"eventTime\":\"2026-01-01T00:00:00.000001Z\"}\n";
    String list = "{\"kind\":\"List\",\"items\":[\n" + GOOD + "," + newer + "]}\n";
    Run run = Run.reading(list + GOOD.replace(",", ",\n  ") + newer, command, "--quiet");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines()).hasSize(4).allSatisfy(line -> assertThat(line).contains("good"));
  }
}
