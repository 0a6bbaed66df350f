package io.eventrecorder.broadcaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GlobTest {
  @Provide
  Arbitrary<String> globs() {
    return Arbitraries.of("a", "b", "*", "?", ".", "😀").list().ofMaxSize(8).map(GlobTest::joined);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "\n", ".", "*", "😀")
        .list()
        .ofMaxSize(10)
        .map(GlobTest::joined);
  }

  private static String joined(List<String> parts) {
    return String.join("", parts);
  }

  @Property(tries = 5000)
  void a_glob_matches_like_the_equivalent_regular_expression(
      @ForAll("globs") String glob, @ForAll("texts") String text) {
    String regex =
        glob.codePoints()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());
    boolean expected = Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
    assertThat(Glob.of(glob).test(text)).as("%s on %s", glob, text).isEqualTo(expected);
  }

  /** A matcher that tries every position of every star would practically never end. */
  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void many_stars_do_not_multiply_the_time() {
    assertThat(Glob.of("*a".repeat(50) + "*b").test("a".repeat(10_000))).isFalse();
    assertThat(Glob.of("*a".repeat(50) + "*b").test("a".repeat(10_000) + "b")).isTrue();
  }
}
