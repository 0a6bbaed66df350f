package io.eventrecorder.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> NAMES = List.of("sink.kafka.topic", "sink.kafka.password");

  @Test
  void the_name_with_the_fewest_changes_is_suggested() {
    assertThat(Suggestion.to("sink.kafka.topik", NAMES)).contains("sink.kafka.topic");
    assertThat(Suggestion.to("sink.kafka.pasword", NAMES)).contains("sink.kafka.password");
    assertThat(Suggestion.to("sink.kakfa.topic", NAMES)).contains("sink.kafka.topic");
  }

  @Test
  void a_name_that_is_similar_to_none_gets_no_suggestion() {
    assertThat(Suggestion.to("sink.kafka.acks", NAMES)).isEmpty();
  }

  @Test
  void a_swap_of_neighbours_is_one_change() {
    assertThat(Suggestion.distance("kafak", "kafka")).isEqualTo(1);
    assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Property
  void distance_is_symmetric_and_zero_for_equal_texts(@ForAll String a, @ForAll String b) {
    assertThat(Suggestion.distance(a, b)).isEqualTo(Suggestion.distance(b, a));
    assertThat(Suggestion.distance(a, a)).isZero();
    assertThat(Suggestion.distance(a, b)).isLessThanOrEqualTo(Math.max(a.length(), b.length()));
  }
}
