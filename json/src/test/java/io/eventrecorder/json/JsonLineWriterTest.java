package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLineWriterTest {
  private final JsonLineWriter line = new JsonLineWriter();

  private String text() {
    return new String(line.toBytes(), UTF_8);
  }

  @Test
  void members_are_written_in_the_order_of_the_calls() {
    line.text("b", "text");
    line.number("a", -12);
    line.texts("texts", Map.of("k", "v"));
    line.object("object", () -> line.number("n", 3));
    assertThat(text())
        .isEqualTo("{\"b\":\"text\",\"a\":-12,\"texts\":{\"k\":\"v\"},\"object\":{\"n\":3}}\n");
  }

  @Test
  void a_line_without_members_is_an_empty_object() {
    assertThat(text()).isEqualTo("{}\n");
  }

  @Test
  void an_object_without_members_is_left_out_with_its_name() {
    line.object("first", () -> {});
    line.text("a", "b");
    line.object("outer", () -> line.object("inner", () -> {}));
    line.texts("last", Map.of());
    assertThat(text()).isEqualTo("{\"a\":\"b\"}\n");
  }

  @Test
  void names_and_texts_stay_on_one_line_and_half_a_character_is_replaced() {
    line.text("a\n\"", "\r\n\t\u001b\u2028 \ud83d\ude00 \ud83d \ude00");
    assertThat(text())
        .isEqualTo("{\"a\\n\\\"\":\"\\r\\n\\t\\u001B\\u2028 \ud83d\ude00 \ufffd \ufffd\"}\n");
  }

  /** The mark has eight bytes. */
  @ParameterizedTest
  @CsvSource({
    "5, xxxxxxxxxxxxx, xxxxxxxxxxxxx",
    "5, xxxxxxxxxxxxxx, xxxxx…[cut]",
    "5, éééééééééé, éé…[cut]",
    "5, 語語語語語語語, 語…[cut]",
    "5, 😀😀😀😀😀😀😀, 😀…[cut]",
    "5, \"\"\"\"\"\"\"\"\"\", \\\"\\\"…[cut]",
    "5, x\u0001x\u0001xx, x…[cut]",
    "7, x\u0001x\u0001xx, x\\u0001…[cut]",
    "0, xxxxxxxxx, …[cut]",
  })
  void a_text_is_cut_after_a_whole_character_if_that_makes_it_shorter(
      int longest, String value, String expected) {
    line.text("a", "b");
    line.begin(longest);
    line.text("a_name_that_is_never_cut", value);
    assertThat(text()).isEqualTo("{\"a_name_that_is_never_cut\":\"" + expected + "\"}\n");
    line.text("in_the_next_line", "is not cut");
    assertThat(text()).isEqualTo("{\"in_the_next_line\":\"is not cut\"}\n");
  }

  @Test
  void one_writer_writes_many_lines() {
    for (int i = 0; i < 1000; i++) {
      line.text("name", "v" + i);
      line.object("object", () -> line.number("name", 1));
      line.text("name " + i, "x".repeat(i * 100)); // more names and longer lines than are kept
      assertThat(text())
          .isEqualTo(
              "{\"name\":\"v%d\",\"object\":{\"name\":1},\"name %d\":\"%s\"}\n"
                  .formatted(i, i, "x".repeat(i * 100)));
    }
  }

  @Test
  void a_line_that_was_not_ended_is_dropped() {
    line.text("a", "b");
    assertThatThrownBy(() -> line.time("t", Instant.MAX)).isInstanceOf(DateTimeException.class);
    line.begin();
    line.time("t", Instant.parse("2026-01-01T00:00:07.123456789Z"));
    assertThat(text()).isEqualTo("{\"t\":\"2026-01-01T00:00:07.123456Z\"}\n");
  }
}
