package io.eventrecorder.sink.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLineFieldsTest {
  private final JsonMapper json = JsonMapper.shared();

  @Property
  void any_text_is_read_back_from_one_printable_line(
      @ForAll("hostile") String name, @ForAll("hostile") String value) {
    JsonLineFields line = new JsonLineFields();
    line.add("count", Integer.MIN_VALUE);
    line.add("text " + name, value);
    line.add("map", Map.of(name, value));
    byte[] bytes = line.toBytes();
    String text = new String(bytes, StandardCharsets.UTF_8);

    JsonNode read = json.readTree(bytes);
    assertThat(read.path("count").intValue()).isEqualTo(Integer.MIN_VALUE);
    assertThat(read.path("text " + wellFormed(name)).stringValue()).isEqualTo(wellFormed(value));
    assertThat(read.path("map").path(wellFormed(name)).stringValue()).isEqualTo(wellFormed(value));
    assertThat(text).endsWith("}\n");
    assertThat(text.substring(0, text.length() - 1))
        .doesNotContainPattern("[\\p{Cntrl}\\x{80}-\\x{9f}\\u2028-\\u202e\\u2066-\\u2069]");
  }

  private static String wellFormed(String text) {
    StringBuilder whole = new StringBuilder();
    text.codePoints()
        .map(c -> c >= 0xd800 && c <= 0xdfff ? 0xfffd : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> likely =
        Arbitraries.of(
            "\"",
            "\\",
            "\n",
            "\r",
            "\t",
            "\0",
            "\u001b[31m",
            "\u007f",
            "\u009b",
            "\u0085",
            "\u2028",
            "\u2029",
            "\u202e",
            "\u2066",
            "\ud83d",
            "\ude00",
            "\ud83d\ude00",
            "{",
            "}",
            ",",
            "é",
            "漢",
            "");
    Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(5);
    return Combinators.combine(Arbitraries.oneOf(likely, any), likely, any, likely)
        .as((a, b, c, d) -> a + b + c + d);
  }

  @Example
  void half_a_surrogate_pair_is_replaced_and_a_whole_pair_is_kept() {
    JsonLineFields line = new JsonLineFields();
    line.add("m", "\ud83d\ude00 \ud83d \ude00 \u2028\u001b");

    assertThat(line.toBytes())
        .isEqualTo(
            "{\"m\":\"\ud83d\ude00 \ufffd \ufffd \\u2028\\u001B\"}\n"
                .getBytes(StandardCharsets.UTF_8));
  }

  @Example
  void an_empty_section_is_left_out() {
    JsonLineFields line = new JsonLineFields();
    line.add("a", 1);
    line.section("b", fields -> {});
    line.section("c", fields -> fields.add("d", 2));
    line.section("e", fields -> {});

    assertThat(new String(line.toBytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":1,\"c\":{\"d\":2}}\n");
  }
}
