package io.eventrecorder.sink.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "abcdef, 6, abcdef",
    "abcdefg, 6, abc…",
    "ééé, 6, ééé",
    "éééé, 7, éé…",
    "éééé, 6, é…",
    "🚀🚀, 8, 🚀🚀",
    "🚀🚀x, 8, 🚀…",
    "🚀🚀, 7, 🚀…",
    "🚀🚀, 6, …",
    "abc, 2, ab",
    "'', 0, ''"
  })
  void a_text_is_cut_between_characters_and_ends_with_an_ellipsis(
      String text, int bytes, String cut) {
    assertThat(TextLimits.cut(text, bytes)).isEqualTo(cut);
  }

  @Property
  void a_cut_text_fits_and_is_the_beginning(
      @ForAll String text, @ForAll @IntRange(max = 40) int bytes) {
    String cut = TextLimits.cut(text, bytes);
    int written = cut.replaceAll("\\p{Cs}", "\ufffd").getBytes(UTF_8).length;
    assertThat(written).isLessThanOrEqualTo(bytes);
    assertThat(text).startsWith(cut.endsWith("…") ? cut.substring(0, cut.length() - 1) : cut);
  }

  @Property
  void a_text_that_fits_is_not_changed(@ForAll String text) {
    assertThat(TextLimits.cut(text, 3 * text.length())).isEqualTo(text);
  }

  @Test
  void half_a_surrogate_pair_counts_as_its_replacement() {
    assertThat(TextLimits.cut("\ud83d\ud83d", 6)).isEqualTo("\ud83d\ud83d");
    assertThat(TextLimits.cut("\ud83d\ud83d", 5)).isEqualTo("…");
  }

  @Test
  void shortened_texts_stay_distinct() {
    String one = TextLimits.shortened("h".repeat(200) + "1", 128);
    String two = TextLimits.shortened("h".repeat(200) + "2", 128);
    assertThat(one).hasSize(128).matches("h{111}-[0-9a-f]{16}").isNotEqualTo(two);
    assertThat(TextLimits.shortened("h".repeat(128), 128)).isEqualTo("h".repeat(128));
  }
}
