package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputLimitsTest {
  private static final String BEFORE = "{\"message\":\"a\"}\n";
  private static final String BEHIND = "\n{\"message\":\"z\"}\n";

  @Test
  void a_line_of_ten_megabytes_is_an_error_and_reading_goes_on() {
    String x = "x".repeat(10_000_000);
    for (String line : List.of("{\"m\":\"" + x + "\"}", "{\"m\":\"" + x, x, "{\"" + x + "\":1}")) {
      assertThat(InputText.read(BEFORE + line + BEHIND)).containsExactly("1 a", "2 !", "3 z");
    }
  }

  @Test
  void the_error_names_the_limit_and_where_the_event_begins() {
    assertThat(InputText.errors(" {\"m\":\"" + "x".repeat(5_000_000) + "\"}"))
        .containsExactly(
            "line 1, column 2: is longer than 4194304 bytes, which is the limit of one event;"
                + " shorten it or raise the limit");
    assertThat(InputText.errors("{\"m\":" + "[".repeat(100) + "]".repeat(100) + "}"))
        .containsExactly(
            "line 1, column 1: is nested deeper than 100 levels, which is the limit; flatten it or"
                + " raise the limit");
  }

  @ParameterizedTest
  @CsvSource({"45,1 aaa", "44,1 !"})
  void an_event_may_be_as_long_as_the_limit(int maxBytes, String found) {
    // The event is 47 bytes long with its brackets, its quotes and its object.
    assertThat(InputText.read("{\"message\":\"aaa\"}\n", new InputLimits(maxBytes + 2, 9)))
        .containsExactly(found);
  }

  @ParameterizedTest
  @CsvSource({"3,1 a", "2,1 !"})
  void an_event_may_be_as_deep_as_the_limit(int maxDepth, String found) {
    assertThat(InputText.read("{\"message\":\"a\",\"x\":[{}]}", new InputLimits(100, maxDepth)))
        .containsExactly(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"a\":[", "{\"items\":["})
  void a_hundred_thousand_levels_are_an_error_and_reading_goes_on(String open) {
    String close = new StringBuilder(open.replaceAll("[^\\[{]", "")).reverse().toString();
    close = close.replace('[', ']').replace('{', '}');
    String levels = open.repeat(100_000);
    String closed = "{\"x\":" + levels + "1" + close.repeat(100_000) + "}";
    assertThat(InputText.read(BEFORE + closed + BEHIND)).containsExactly("1 a", "2 !", "3 z");
    assertThat(InputText.read(BEFORE + "{\"x\":" + levels + BEHIND + BEFORE))
        .contains("1 a", "2 !", "3 z", "4 a");
  }

  @Test
  void an_item_over_a_limit_does_not_affect_its_list() {
    String deep = "{\"x\":" + "[".repeat(9) + "]".repeat(9) + "}";
    String items =
        "{\"message\":\"a\"},\n" + deep + ",\n{\"message\":\"" + "x".repeat(90) + "\"},\n";
    assertThat(
            InputText.read(
                "{\"items\":[" + items + "{\"message\":\"b\"}]}\n{\"message\":\"c\"}",
                new InputLimits(60, 9)))
        .containsExactly("1 a", "2 !", "3 !", "4 b", "5 c");
  }

  @Test
  void a_list_may_be_longer_than_the_limit_of_an_event() throws IOException {
    int items = 50_000;
    byte[] part =
        ",\n{\"kind\":\"Event\",\"involvedObject\":{\"kind\":\"Pod\"}}".getBytes(US_ASCII);
    InputStream list =
        new RepeatedInput(
            "{\"items\":[{\"kind\":\"Event\",\"involvedObject\":{\"kind\":\"Pod\"}}",
            part,
            items - 1,
            "]}");
    int count = 0;
    try (InputReader reader = new InputReader(list, new InputLimits(100, 9), passed -> {})) {
      while (reader.next() != null) {
        count++;
      }
      assertThat(reader.line()).isEqualTo(items);
    }
    assertThat(count).isEqualTo(items);
  }

  @Test
  void memory_depends_on_the_limit_and_not_on_the_input() throws IOException {
    byte[] part = "x".repeat(1 << 16).getBytes(US_ASCII);
    ByteWindow window = new ByteWindow(new RepeatedInput("{", part, 200, "}"), 100_000);
    while (window.read() >= 0) {}
    assertThat(window.tooLong()).isTrue();
    assertThat(window.slice().bytes()).hasSizeLessThan(100_000 + (1 << 16));
  }

  /** Each line is inside all lines before it. Reading again from each of them would take hours. */
  @Test
  void hostile_input_is_not_read_again_and_again() {
    String nested = "{\"a\":[\n".repeat(90) + "1,".repeat(1_000_000) + "\n}\n";
    assertThat(InputText.read(nested.repeat(4))).isNotEmpty().allMatch(f -> f.endsWith("!"));
    assertThat(InputText.read("{\"a\":\n".repeat(600_000))).hasSizeLessThan(600_000);
    String items = "{\"kind\":\"Event\"" + ",\"items\":[]".repeat(300_000) + "}";
    assertThat(InputText.read(items)).containsExactly("1 !");
  }

  @ParameterizedTest
  @CsvSource({"0,1,maxBytes", "1,0,maxDepth", "1073741825,1,maxBytes", "1,10001,maxDepth"})
  void limits_outside_their_bounds_are_refused(int maxBytes, int maxDepth, String name) {
    assertThatThrownBy(() -> new InputLimits(maxBytes, maxDepth))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " must be 1 to ");
  }

  /** Repeats a part many times, to make a long input from little memory. */
  private static final class RepeatedInput extends InputStream {
    private final byte[] part;
    private final byte[] last;
    private byte[] current;
    private int at;
    private int left;

    RepeatedInput(String first, byte[] part, int times, String last) {
      this.current = first.getBytes(US_ASCII);
      this.part = part.clone();
      this.last = last.getBytes(US_ASCII);
      this.left = times + 1;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (at == current.length) {
        if (left < 0) {
          return -1;
        }
        left--;
        current = left > 0 ? part : left == 0 ? last : new byte[0];
        at = 0;
        if (left < 0) {
          return -1;
        }
      }
      int count = Math.min(length, current.length - at);
      System.arraycopy(current, at, buffer, offset, count);
      at += count;
      return count;
    }
  }
}
