package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every input gives an event or an EventJsonException, in finite time. */
class HostileInputTest {
  @Property(tries = 500)
  void random_bytes_are_read_or_refused(@ForAll("bytes") byte[] bytes) {
    assertReadOrRefused(bytes);
  }

  @Property(tries = 500)
  void random_tokens_are_read_or_refused(@ForAll("tokens") String text) {
    assertReadOrRefused(text.getBytes(UTF_8));
  }

  @Property(tries = 500)
  void a_changed_event_is_read_or_refused(@ForAll("changed") byte[] bytes) {
    assertReadOrRefused(bytes);
  }

  private static void assertReadOrRefused(byte[] bytes) {
    try {
      Event event = EventJson.read(bytes);
      assertThat(EventJson.read(EventJson.write(event)).message()).isEqualTo(event.message());
    } catch (EventJsonException e) {
      assertThat(e.getMessage()).matches("line \\d+, column \\d+.*").hasSizeLessThan(700);
      assertThat(e.line()).isPositive();
      assertThat(e.column()).isPositive();
    }
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
            " ",
            "\"",
            "\\",
            "1",
            "-0",
            "null",
            "tru",
            "\"items\"",
            "\"items\":[",
            "\"kind\":\"List\"",
            "\"kind\":\"Event\"",
            "\"message\"",
            "\"note\":\"n\"",
            "\"metadata\":{",
            "\"series\":",
            "\"apiVersion\":\"v1\"",
            "\uFEFF",
            "\"count\":",
            "{}",
            "{\"regarding\":{}}\n",
            "\"involvedObject\":{\"name\":\"x\"}",
            "\u0000",
            "é")
        .list()
        .ofMaxSize(40)
        .map(tokens -> String.join("", tokens));
  }

  @Provide
  Arbitrary<byte[]> changed() {
    Arbitrary<byte[]> valid =
        Combinators.combine(EventValues.core(), Arbitraries.of(EventApi.values()))
            .as(EventJson::writeBytes);
    return Combinators.combine(
            valid,
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.bytes(),
            Arbitraries.integers().between(0, 2))
        .as(HostileInputTest::change);
  }

  private static byte[] change(byte[] json, int position, byte value, int how) {
    int at = position % json.length;
    byte[] changed = json.clone();
    if (how == 0) {
      changed[at] = value;
    } else if (how == 1) {
      changed = java.util.Arrays.copyOf(json, at);
    } else {
      System.arraycopy(json, at, changed, at / 2, json.length - at);
    }
    return changed;
  }
}
