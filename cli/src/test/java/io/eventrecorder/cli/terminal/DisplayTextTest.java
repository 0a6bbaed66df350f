package io.eventrecorder.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTextTest {
  @ParameterizedTest
  @CsvSource({
    "web-0, 5",
    "'', 0",
    "日本語, 6",
    "한글, 4",
    "e\u0301, 1",
    "\uD83D\uDE80, 2",
    "Ünïcödé, 7",
    "שלום, 4",
    "…, 1",
  })
  void wide_characters_take_two_columns_and_combining_marks_none(String text, int width) {
    assertThat(DisplayText.width(text)).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({
    "web-0, 5, web-0",
    "web-0, 4, web…",
    "web-0, 1, …",
    "web-0, 0, ''",
    "日本語, 5, 日本…",
    "日本語, 4, 日…",
    "aeio, 3, ae…",
  })
  void a_text_is_cut_to_the_columns_that_are_free(String text, int limit, String cut) {
    assertThat(DisplayText.cut(text, limit)).isEqualTo(cut);
  }

  @ParameterizedTest
  @CsvSource({
    "pod/checkout-7b5d68f9cc-ksr5q, 29, pod/checkout-7b5d68f9cc-ksr5q",
    "pod/checkout-7b5d68f9cc-ksr5q, 16, pod/check…-ksr5q",
    "node/ip-10-0-10-170.ec2.internal, 26, node/ip-10-0-10-170…ternal",
    "pod/checkout-7b5d68f9cc-ksr5q, 3, p…q",
    "pod/checkout-7b5d68f9cc-ksr5q, 2, p…",
    "日本語日本語, 7, 日…語",
  })
  void the_name_of_an_object_keeps_its_end(String text, int limit, String cut) {
    assertThat(DisplayText.cutInside(text, limit)).isEqualTo(cut);
  }

  @Test
  void control_characters_are_escaped_and_invisible_ones_are_left_out() {
    assertThat(DisplayText.of("a\nb\tc\u001b[2J\u202e\u2066"))
        .isEqualTo("a\\nb\\tc\\u001b[2J\\u202e\\u2066");
    assertThat(DisplayText.of("a\u200bb\u00adc\u200ed\ufeff")).isEqualTo("abcd");
  }

  @Test
  void emoji_that_terminals_join_become_single_ones() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    assertThat(DisplayText.width(DisplayText.of(family))).isEqualTo(6);
    assertThat(DisplayText.of(family)).doesNotContain("\u200D");
    assertThat(DisplayText.of("\u2601\uFE0F")).isEqualTo("\u2601");
    assertThat(DisplayText.of("\u0915\u094D\u200D\u0937")).contains("\u200D");
  }

  @Property
  void a_cut_text_is_never_wider_than_the_limit(
      @ForAll String text, @ForAll @IntRange(max = 40) int limit) {
    String shown = DisplayText.of(text);
    assertThat(DisplayText.width(DisplayText.cut(shown, limit))).isLessThanOrEqualTo(limit);
    assertThat(DisplayText.width(DisplayText.cutInside(shown, limit))).isLessThanOrEqualTo(limit);
  }
}
