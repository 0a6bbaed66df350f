package io.eventrecorder.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WrappingTest {
  @Test
  void a_long_line_continues_below_its_text() {
    assertThat(Wrapping.of(List.of("Lost      nothing", "Missing   one two three four"), 10, 20))
        .containsExactly(
            "Lost      nothing", "Missing   one two", "          three", "          four");
  }

  @Test
  void a_long_word_stays_whole() {
    assertThat(Wrapping.of(List.of("Missing   " + "x".repeat(30) + " y"), 10, 20))
        .containsExactly("Missing   " + "x".repeat(30), "          y");
  }

  @Property
  void all_words_stay_in_their_order(
      @ForAll @AlphaChars @Chars(' ') String line,
      @ForAll @IntRange(min = 1, max = 60) int columns) {
    List<String> wrapped = Wrapping.of(List.of(line), 4, columns);
    assertThat(String.join(" ", wrapped).replaceAll(" +", " ").strip())
        .isEqualTo(line.replaceAll(" +", " ").strip());
  }
}
