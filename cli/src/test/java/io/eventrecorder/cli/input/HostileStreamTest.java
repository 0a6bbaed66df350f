package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any input gives events and bad items with their places, and then ends. */
class HostileStreamTest {
  private static final String GOOD = "{\"message\":\"good\"}\n";

  @Property(tries = 1000)
  void random_bytes_are_read_or_refused(@ForAll("bytes") byte[] bytes) {
    Assume.that(bytes.length < 2 || bytes[0] != 0x1F || bytes[1] != (byte) 0x8B); // invalid gzip
    endsWithPlaces(bytes);
  }

  @Property(tries = 3000)
  void random_tokens_are_read_or_refused(@ForAll("tokens") String text) {
    endsWithPlaces(InputText.withObjects(text).getBytes(UTF_8));
  }

  /** None of the lines ends where a value may follow on the next line. */
  @Property(tries = 1000)
  void every_event_between_bad_lines_is_read(@ForAll("badLines") List<String> lines) {
    StringBuilder text = new StringBuilder(GOOD);
    lines.forEach(line -> text.append(line).append('\n').append(GOOD));
    List<String> found = InputText.read(text.toString());
    assertThat(found.stream().filter(item -> item.endsWith("good"))).hasSize(lines.size() + 1);
    assertThat(found.stream().filter(item -> item.endsWith("!"))).hasSize(lines.size());
  }

  private static void endsWithPlaces(byte[] bytes) {
    for (InputLimits limits : List.of(new InputLimits(300, 8), InputLimits.standard())) {
      List<String> found = InputText.read(bytes, limits);
      assertThat(found).hasSizeLessThanOrEqualTo(bytes.length);
      assertThat(found).noneMatch(item -> item.startsWith("0 "));
    }
  }

  @Provide
  Arbitrary<List<String>> badLines() {
    return Arbitraries.of(
            "hello",
            "E1120 12:00:00.000000 1 main.go:10] failed {\"a\":1}",
            "web-0 shop started",
            "web-0 shop {\"level\":\"info\"}",
            "2026-03-02T09:25:11Z stdout F {\"kind\":\"Event\",\"a\":[",
            "{}",
            "{\"foo\":{\"a\":1}}",
            "{\"kind\":\"Event\",\"message\":\"cut",
            "{\"kind\":\"Event\",\"involvedObject\":{",
            "{\"items\":[{\"a\":1,",
            "[1]",
            "[[]]",
            "[{\"a\":1,",
            "}",
            "]",
            "\"text\"",
            "7",
            "replicas: 3",
            "\u0000",
            "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\"}}",
            "{\"log\":\"{\",\"stream\":\"stdout\"}")
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
  }

  @Provide
  Arbitrary<String> tokens() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\n",
            "\n{",
            "\n[{",
            " ",
            "\"",
            "\\",
            "1",
            "null",
            "tru",
            "\"items\"",
            "\"items\":[",
            "\"kind\":\"List\"",
            "\"kind\":\"Event\"",
            "\"metadata\":{",
            "\"type\":\"ADDED\"",
            "\"object\":{",
            "\"event\":",
            "\"log\":\"{",
            "\uFEFF",
            "{}",
            GOOD,
            "\u0000",
            "\u00e9",
            "\n---",
            "\n---\n",
            "\nitems:\n",
            "\n- ",
            "\n  - ",
            "a: b\n",
            "kind: Event\n",
            "  x: |\n",
            "\n...\n",
            "*a",
            "&a ",
            "\t",
            "\r\n",
            "[pod/a/b] ",
            "2026-01-01T00:00:00Z stdout F ")
        .list()
        .ofMaxSize(40)
        .map(tokens -> String.join("", tokens));
  }
}
