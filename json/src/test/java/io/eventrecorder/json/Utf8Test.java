package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class Utf8Test {
  @Property
  void a_character_is_written_as_the_jdk_encodes_it_and_half_a_pair_as_its_replacement(
      @ForAll @IntRange(max = Character.MAX_CODE_POINT) int codePoint) {
    boolean half = codePoint >= 0xD800 && codePoint < 0xE000;
    byte[] to = new byte[1 + Utf8.MAX_BYTES];
    int end = Utf8.put(codePoint, to, 1);
    assertThat(Arrays.copyOfRange(to, 1, end))
        .isEqualTo(Character.toString(half ? 0xFFFD : codePoint).getBytes(UTF_8));
  }
}
