package io.eventrecorder.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> NAMES = List.of("sink.kafka.topic", "sink.kafka.password");

  @Test
  void theNameWithTheFewestChangesIsSuggested() {
    assertThat(Nearest.to("sink.kafka.topik", NAMES)).contains("sink.kafka.topic");
    assertThat(Nearest.to("sink.kafka.pasword", NAMES)).contains("sink.kafka.password");
    assertThat(Nearest.to("sink.kakfa.topic", NAMES)).contains("sink.kafka.topic");
  }

  @Test
  void whatResemblesNothingGetsNoSuggestion() {
    assertThat(Nearest.to("sink.kafka.acks", NAMES)).isEmpty();
  }

  @Test
  void aSwapOfNeighboursIsOneChange() {
    assertThat(Nearest.distance("kafak", "kafka")).isEqualTo(1);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Property
  void distanceIsSymmetricAndZeroForEqualTexts(@ForAll String a, @ForAll String b) {
    assertThat(Nearest.distance(a, b)).isEqualTo(Nearest.distance(b, a));
    assertThat(Nearest.distance(a, a)).isZero();
    assertThat(Nearest.distance(a, b)).isLessThanOrEqualTo(Math.max(a.length(), b.length()));
  }
}
