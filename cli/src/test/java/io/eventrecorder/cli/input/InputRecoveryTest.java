package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputRecoveryTest {
  private static final String GOOD = "{\"message\":\"a\",\"involvedObject\":{\"name\":\"b\"}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"cut of",
        "{\"message\":\"cut off\\",
        "{\"a\":{",
        "{\"a\":{\"b\":",
        "{\"a\":[",
        "{\"a\":[1,",
        "{\"a\":[{\"b\":1},",
        "{\"a\":",
        "{\"a\":1,",
        "{\"a\":1",
        "{\"a\"",
        "{",
        "{\"a\":1}}",
        "{\"a\":1]",
        "{\"a\":tru}",
        "{\"count\":\"x\"}",
        "{\"kind\":\"Pod\"}",
        "{\"kind\":\"List\",\"items\":[",
        "{\"kind\":\"List\",\"items\":[5,",
        "{\"kind\":\"List\",\"items\":[]",
        "{\"kind\":\"List\",\"items\":[],\"x\":",
        "not JSON",
        "\"text",
        "[1]",
        ",",
        "\u0000"
      })
  void an_error_in_a_line_loses_that_line_only(String broken) {
    String text = "{\"message\":\"1\"}\n" + broken + "\n{\"message\":\"3\"}\n{\"message\":\"4\"}\n";
    assertThat(InputText.read(text))
        .contains("1 1", "3 3", "4 4")
        .anyMatch(found -> found.endsWith("!"))
        .hasSizeLessThanOrEqualTo(5);
  }

  @Property
  void a_line_that_is_cut_off_anywhere_does_not_affect_other_lines(
      @ForAll @IntRange(min = 1, max = 44) int length, @ForAll @IntRange(min = 1, max = 5) int n) {
    String cut = GOOD.substring(0, length) + "\n";
    String text = "{\"message\":\"x\"}\n" + cut.repeat(n) + "{\"message\":\"y\"}\n";
    assertThat(InputText.read(text))
        .startsWith("1 x")
        .endsWith((n + 2) + " y")
        .filteredOn(found -> found.endsWith("!"))
        .hasSize(n);
  }

  @Property
  void a_wrong_character_does_not_affect_other_lines(
      @ForAll @IntRange(max = 44) int at, @ForAll("characters") char c) {
    StringBuilder broken = new StringBuilder(GOOD);
    broken.setCharAt(at, c);
    String text = "{\"message\":\"x\"}\n" + broken + "\n{\"message\":\"y\"}\n{\"message\":\"z\"}\n";
    assertThat(InputText.read(text)).contains("1 x", "3 y", "4 z");
  }

  @Provide
  Arbitrary<Character> characters() {
    return Arbitraries.of('"', '{', '}', '[', ']', ':', ',', '\\', ' ', 'x', '1', '\0', 'é');
  }

  @Test
  void a_wrong_field_loses_its_item_only() {
    assertThat(
            InputText.read(
                """
                {"items": [
                {"message": "a"},
                {"message": "b", "count": "x"},
                {"message": "c", "lastTimestamp": "now"}, {"kind": "Pod"}, null, [1], 7, "x",
                {"message": "d"}, {"message": "e" "f"},
                {"message": "g"}
                ], "kind": "List"}
                {"message": "h"}"""))
        .containsExactly(
            "2 a", "3 !", "4 !", "4 !", "4 !", "4 !", "4 !", "4 !", "5 d", "5 !", "6 g", "8 h");
  }

  @Test
  void an_error_in_a_pretty_printed_list_is_reported_once() {
    StringBuilder text = new StringBuilder("{\n  \"kind\": \"List\",\n  \"items\": [\n");
    for (int i = 0; i < 1000; i++) {
      text.append("    {\n      \"message\": \"").append(i).append("\"\n    ");
      text.append(i == 1 ? "]" : "}").append(i == 999 ? "\n" : ",\n");
    }
    text.append("  ]\n}\n{\"message\":\"x\"}\n");
    assertThat(InputText.read(text.toString())).containsExactly("4 0", "9 !", "3006 x");
  }

  @Test
  void an_error_in_a_list_with_one_item_on_each_line_loses_that_line_only() {
    StringBuilder text = new StringBuilder("{\"kind\":\"List\",\"items\":[\n");
    for (int i = 2; i < 100; i++) {
      text.append("{\"message\":\"").append(i).append(i == 3 ? "" : "\"").append("},\n");
    }
    text.append("{\"message\":\"100\"}\n]}\n{\"message\":\"x\"}\n");
    assertThat(InputText.read(text.toString()))
        .hasSize(101 - 1)
        .startsWith("2 2", "3 !", "4 4")
        .endsWith("99 99", "100 100", "102 x")
        .filteredOn(found -> found.endsWith("!"))
        .hasSize(1);
  }

  @Test
  void an_error_in_a_pretty_printed_object_is_reported_once() {
    assertThat(
            InputText.read(
                """
                {
                  "message": "a,
                  "reason": "b",
                  "series": {
                    "count": 1
                  }
                }
                {
                  "message": "c"
                }"""))
        .containsExactly("2 !", "8 c");
  }

  @Test
  void the_message_names_a_value_that_is_not_an_object() {
    assertThat(InputText.errors("[1]\nhello\n\nworld\n"))
        .containsExactly(
            "line 1, column 1: must be a JSON object, is an array whose elements are not objects",
            "line 2, column 1: must be a JSON object, is 'h'; write events as JSON or YAML",
            "line 4, column 1: must be a JSON object, is 'w'; write events as JSON or YAML");
  }

  @Test
  void a_value_that_is_cut_off_is_reported_where_it_begins() {
    assertThat(InputText.errors("\n  {\"a\":\n[1"))
        .containsExactly(
            "line 2, column 3: the object that begins here is not closed; check whether the input was cut"
                + " off",
            "line 3, column 1: must be a JSON object, is '['; write events as JSON or YAML");
    assertThat(
            InputText.errors(
                "{\"items\":[{\"kind\":\"Event\",\"involvedObject\":{\"name\":\"o\"}}"))
        .containsExactly(
            "line 1, column 57: the list is not closed at the end; check whether the input was cut off");
    assertThat(InputText.errors("{\"a\":\"b"))
        .containsExactly(
            "line 1, column 8: the text is not closed at the end of its line; add a quote, or"
                + " write line ends as \\n");
  }

  @Test
  void a_line_that_is_not_utf8_does_not_affect_other_lines() {
    byte[] bytes =
        InputText.withObjects(
                "{\"message\":\"x\"}\n{\"message\":\"caf\u00e9\"}\n{\"foo\":\"\u00c0\u0080\"}\n{\"message\":\"y\"}")
            .getBytes(ISO_8859_1);
    assertThat(InputText.read(bytes, InputLimits.standard()))
        .containsExactly("1 x", "2 !", "3 !", "4 y");
  }

  @Test
  void utf16_is_an_error_for_each_line_and_no_event() {
    String text = "{\"message\":\"x\"}\n{\"message\":\"y\"}\n";
    InputLimits limits = InputLimits.standard();
    assertThat(InputText.read(text.getBytes(UTF_16), limits)).containsExactly("1 !", "2 !");
    assertThat(InputText.read(text.getBytes(UTF_16LE), limits))
        .containsExactly("1 !", "2 !", "3 !");
  }
}
