package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What is read quickly, Jackson reads as the same event. Jackson may accept more. */
class EventReaderTest {
  private static final int DEPTH = 100;

  /** {@return the event that was read quickly; null if it was not} */
  private static @Nullable Event assertSameAsJackson(byte[] json, int depth) {
    Event quick = EventReader.quickly(json, depth);
    if (quick != null) {
      assertThat(quick).as(new String(json, UTF_8)).isEqualTo(EventReader.carefully(json, depth));
    }
    return quick;
  }

  @Property
  void a_written_event_is_read_as_jackson_reads_it(
      @ForAll("events") Event event, @ForAll EventApi api) {
    assertSameAsJackson(EventJson.writeBytes(event, api), DEPTH);
  }

  /** Most of the changes make the JSON wrong. */
  @Property(tries = 3000)
  void a_changed_event_is_read_as_jackson_reads_it(
      @ForAll("events") Event event, @ForAll EventApi api, @ForAll("edits") List<Edit> edits) {
    byte[] json = EventJson.writeBytes(event, api);
    for (Edit edit : edits) {
      json = edit.applyTo(json);
    }
    assertSameAsJackson(json, DEPTH);
  }

  @Property(tries = 3000)
  void tokens_in_any_order_are_read_as_jackson_reads_them(@ForAll("tokens") String json) {
    assertSameAsJackson(json.getBytes(UTF_8), DEPTH);
  }

  @Property(tries = 3000)
  void any_value_is_read_as_jackson_reads_it(
      @ForAll("values") String value, @ForAll("members") String member) {
    assertSameAsJackson(
        ("{\"kind\":\"Event\",\"x\":1," + member + ":" + value + "}").getBytes(UTF_8), DEPTH);
  }

  /** Every character, raw and escaped, in a text that is longer than a word. */
  @Example
  void every_character_is_read_as_jackson_reads_it() {
    for (int c = 0; c <= 0x10ffff; c += c < 0x3000 || (c > 0xd700 && c < 0xe100) ? 1 : 997) {
      for (String before : new String[] {"", "1234567", "12345678"}) {
        String raw = before + Character.toString(c) + "9";
        String escaped = before + String.format("\\u%04x", c & 0xffff) + "9";
        assertSameAsJackson(message(raw), DEPTH);
        assertSameAsJackson(message(escaped), DEPTH);
      }
    }
  }

  /** Every byte at every place of a word: one text is short, one long, and one ends the input. */
  @Example
  void every_byte_at_every_place_is_read_as_jackson_reads_it() {
    for (int b = 0; b < 256; b++) {
      for (int place = 0; place < 20; place++) {
        for (int length = place + 1; length < 21; length++) {
          byte[] json = message("x".repeat(length));
          json[json.length - 2 - length + place] = (byte) b;
          assertSameAsJackson(json, DEPTH);
        }
      }
    }
  }

  private static byte[] message(String text) {
    return ("{\"kind\":\"Event\",\"message\":\"" + text + "\"}").getBytes(UTF_8);
  }

  @Example
  void the_depth_is_limited_as_jackson_limits_it() {
    for (int maxDepth = 1; maxDepth < 40; maxDepth++) {
      for (int depth = 1; depth < 40; depth++) {
        String deep = "[".repeat(depth) + "]".repeat(depth);
        byte[] json = ("{\"kind\":\"Event\",\"foo\":" + deep + "}").getBytes(UTF_8);
        assertSameAsJackson(json, maxDepth);
        if (depth < 20) {
          assertThat(EventReader.quickly(json, maxDepth) != null).isEqualTo(depth < maxDepth);
        }
      }
    }
  }

  @Example
  void usual_events_are_read_quickly() {
    List<String> usual = new ArrayList<>();
    usual.add("{\"kind\":\"Event\",\"apiVersion\":\"v1\",\"message\":\"a \\\"b\\\" \\u00e9 é 語\"}");
    usual.add(" {\n  \"message\" : \"m\" ,\r\n\t\"involvedObject\" : { } } \n");
    usual.add(
        "{\"kind\":\"Event\",\"metadata\":{\"labels\":{\"a\":\"b\",\"name\":\"c\"},"
            + "\"managedFields\":[{\"f\":{\"f:a\":{},\"f:b\":{}},\"n\":-0.5e+3}]}}");
    for (String json : usual) {
      assertThat(assertSameAsJackson(json.getBytes(UTF_8), DEPTH)).as(json).isNotNull();
    }
  }

  @Example
  void two_members_of_one_name_are_not_read_quickly() {
    for (String twice :
        new String[] {
          "\"type\":\"a\",\"type\":\"b\"",
          "\"foo\":1,\"bar\":2,\"foo\":1",
          "\"foo\":{\"a\":1,\"a\":2}",
          "\"metadata\":{\"labels\":{\"name\":\"a\",\"name\":\"b\"}}",
          "\"metadata\":{\"labels\":{\"a\":\"a\",\"a\":\"b\"}}"
        }) {
      byte[] json = ("{\"kind\":\"Event\"," + twice + "}").getBytes(UTF_8);
      assertThat(EventReader.quickly(json, DEPTH)).as(twice).isNull();
    }
  }

  @Example
  void names_of_one_object_may_be_used_in_the_next() {
    byte[] json =
        "{\"kind\":\"Event\",\"x\":[{\"a\":1,\"kind\":1},{\"a\":1,\"kind\":1}],\"a\":{\"a\":1}}"
            .getBytes(UTF_8);
    assertThat(assertSameAsJackson(json, DEPTH)).isNotNull();
  }

  @Example
  void many_names_are_read_and_two_of_one_name_are_found() {
    for (int count : new int[] {1, 7, 8, 9, 63, 64, 65, 200}) {
      StringBuilder labels = new StringBuilder();
      for (int i = 0; i < count; i++) {
        labels.append("\"label-").append(i).append("\":\"v\",");
      }
      String json = "{\"kind\":\"Event\",\"metadata\":{\"labels\":{" + labels;
      Event event = EventJson.read(json + "\"last\":\"v\"}}}");
      assertThat(event.labels()).hasSize(count + 1);
      assertThat(EventReader.quickly((json + "\"label-0\":\"v\"}}}").getBytes(UTF_8), DEPTH))
          .isNull();
    }
  }

  @Provide
  Arbitrary<Event> events() {
    return EventValues.core();
  }

  /** Changes some bytes. */
  interface Edit {
    byte[] applyTo(byte[] json);
  }

  private static Edit edit(int position, int removed, byte[] inserted) {
    return json -> {
      int from = position % (json.length + 1);
      int to = Math.min(json.length, from + removed);
      ByteArrayOutputStream result = new ByteArrayOutputStream();
      result.write(json, 0, from);
      result.writeBytes(inserted);
      result.write(json, to, json.length - to);
      return result.toByteArray();
    };
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    Arbitrary<byte[]> bytes =
        Arbitraries.oneOf(
            Arbitraries.bytes().array(byte[].class).ofMaxSize(3),
            Arbitraries.of(
                    "\"", ",", "\\", " ", "\\u00", "{", "}", ":", "1", "é", "null,", "\"kind\":")
                .map(text -> text.getBytes(UTF_8)));
    return Combinators.combine(
            Arbitraries.integers().between(0, 3000), Arbitraries.integers().between(0, 3), bytes)
        .as(EventReaderTest::edit)
        .list()
        .ofMinSize(1)
        .ofMaxSize(2);
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> number =
        Arbitraries.strings().withChars("0123456789-+.eE").ofMinLength(1).ofMaxLength(13);
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars("ab01\\\"/unrtbfFd8\u0000\u001f\u007f\u0080é\u2028\uD83D\uDE00\uFFFD")
            .ofMaxLength(12)
            .map(s -> '"' + s + '"');
    Arbitrary<String> time =
        Arbitraries.strings()
            .withChars("0123456789-:TZtz.+")
            .ofMaxLength(4)
            .flatMap(
                end ->
                    Arbitraries.of(
                        "\"2026-02-28T23:59:5" + end + "\"",
                        "\"2026-02-28T23:59:59" + end + "\"",
                        "\"0001-01-01T00:00:00" + end + "\""));
    Arbitrary<String> other =
        Arbitraries.of(
            "null",
            "nul",
            "nullx",
            "true",
            "false",
            "fals",
            "{}",
            "[]",
            "[1,]",
            "[,1]",
            "{,}",
            "{\"a\":1,}",
            "[1 2]",
            "{\"a\"}",
            "{\"a\" : [ ] }",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "-0",
            "00",
            "-",
            "1.",
            "[{},{\"a\":{\"a\":null}}]");
    return Arbitraries.oneOf(number, text, time, other);
  }

  @Provide
  Arbitrary<String> members() {
    return Arbitraries.of(
        "\"count\"",
        "\"message\"",
        "\"reason\"",
        "\"eventTime\"",
        "\"lastTimestamp\"",
        "\"foo\"",
        "\"series\"",
        "\"metadata\"",
        "\"involvedObject\"",
        "\"source\"",
        "\"apiVersion\"",
        "\"kin\\u0064\"",
        "\"é\"",
        "\"\"",
        "\"x\"",
        " \"related\" ");
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
            "\"kind\":\"Event\"",
            "\"a\":1",
            "\"foo\":[{}]",
            ",",
            "{",
            "}",
            " ",
            "\n",
            "null",
            "1",
            "\"message\":\"m\"",
            "\"involvedObject\":{}",
            "\"metadata\":{",
            "\uFEFF")
        .list()
        .ofMinSize(1)
        .ofMaxSize(14)
        .map(tokens -> "{" + String.join("", tokens) + "}");
  }
}
