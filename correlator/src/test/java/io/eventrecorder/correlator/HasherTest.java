package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.Correlation.Kind;
import java.util.ArrayList;
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
    return List.of(key.hi, key.lo);
  }

  /** Long enough for every form of a length, with characters of one byte and of two. */
  @Provide
  static Arbitrary<List<String>> texts() {
    return Arbitraries.of(
            "", "\0", "a", "a\0", "ä", "\u0100", "中", "a".repeat(127), "a".repeat(128))
        .list()
        .ofMaxSize(4);
  }

  @Property(tries = 5000)
  void listsOfTextsHaveTheSameKeyExactlyIfTheyAreEqual(
      @ForAll("texts") List<String> one, @ForAll("texts") List<String> another) {
    Hasher hasher = new Hasher();
    assertThat(key(hasher, one).equals(key(hasher, another))).isEqualTo(one.equals(another));
    assertThat(key(hasher, one)).isEqualTo(key(hasher, List.copyOf(one)));
  }

  @Test
  void withoutTheSecretNobodyKnowsAKey() {
    List<String> texts = List.of("Pod", "default", "web-0");
    assertThat(key(new Hasher(), texts)).isNotEqualTo(key(new Hasher(), texts));
    assertThat(key(new Hasher(1, 2), texts)).isNotEqualTo(key(new Hasher(1, 3), texts));
    assertThat(key(new Hasher(1, 2), texts)).isNotEqualTo(key(new Hasher(3, 2), texts));
    assertThat(key(new Hasher(1, 2), texts)).isEqualTo(key(new Hasher(1, 2), texts));
  }

  /** A name whose bucket, with MurmurHash3 and no secret, was the bucket of the other object. */
  @Test
  void aNameThatIsChosenForItHoldsBackNoOtherObject() {
    String name = "xs--------------\u5d18\u90dd\uafc9\u8955\u8ffe\u96ce\u3e92\u7efc";
    Timeline timeline = new Timeline();
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      kinds.add(timeline.happens(warning("mallory", name, "m" + i % 5)).kind());
    }
    assertThat(kinds).contains(Kind.SUPPRESS);
    assertThat(timeline.happens(warning("eu", "4711", "four cards in a minute")).kind())
        .isEqualTo(Kind.CREATE);
  }

  private static Event warning(String namespace, String name, String message) {
    return Event.builder()
        .name(name)
        .namespace(namespace)
        .regarding(ObjectReference.of("Order", namespace, name))
        .type("Warning")
        .reason("PaymentFailed")
        .message(message)
        .source(new EventSource("shop", "host-1"))
        .count(1)
        .build();
  }
}
