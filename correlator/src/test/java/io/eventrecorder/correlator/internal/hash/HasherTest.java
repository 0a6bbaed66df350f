package io.eventrecorder.correlator.internal.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HasherTest {
  private static List<Long> key(Hasher hasher, List<String> texts) {
    Fingerprint key = new Fingerprint();
    hasher.start();
    texts.forEach(hasher::put);
    hasher.finish(1, key);
    return List.of(key.hi(), key.lo());
  }

  /**
   * Texts with lengths of one and two characters, and with one and two bytes per character, also
   * with half of a surrogate pair at the end, where a message was cut.
   */
  @Provide
  static Arbitrary<List<String>> texts() {
    return Arbitraries.of(
            "",
            "\0",
            "a",
            "a\0",
            "ä",
            "\u0100",
            "中",
            "\uD83D",
            "a\uD83D",
            "a\uD83E",
            "a\uDE00",
            "a".repeat(127),
            "a".repeat(128))
        .list()
        .ofMaxSize(4);
  }

  @Property(tries = 5000)
  void lists_of_texts_have_the_same_key_exactly_if_they_are_equal(
      @ForAll("texts") List<String> one, @ForAll("texts") List<String> another) {
    Hasher hasher = new Hasher();
    assertThat(key(hasher, one).equals(key(hasher, another))).isEqualTo(one.equals(another));
    assertThat(key(hasher, one)).isEqualTo(key(hasher, List.copyOf(one)));
  }

  @Test
  void a_key_depends_on_the_secret() {
    List<String> texts = List.of("Pod", "default", "web-0");
    assertThat(key(new Hasher(), texts)).isNotEqualTo(key(new Hasher(), texts));
    assertThat(key(new Hasher(1, 2), texts)).isNotEqualTo(key(new Hasher(1, 3), texts));
    assertThat(key(new Hasher(1, 2), texts)).isNotEqualTo(key(new Hasher(3, 2), texts));
    assertThat(key(new Hasher(1, 2), texts)).isEqualTo(key(new Hasher(1, 2), texts));
  }

  @Test
  void a_hasher_with_the_secret_of_another_makes_the_same_keys() {
    Hasher first = new Hasher();
    Hasher second = new Hasher();
    assertThat(key(second, List.of("a"))).isNotEqualTo(key(first, List.of("a")));
    second.setSecret(first.secret());
    assertThat(key(second, List.of("a"))).isEqualTo(key(first, List.of("a")));
    assertThat(second.secret().hi()).isEqualTo(first.secret().hi());
    assertThat(second.secret().lo()).isEqualTo(first.secret().lo());
  }
}
