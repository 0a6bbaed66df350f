package io.eventrecorder.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {
  @Test
  void a_short_secret_leaves_no_rest_of_a_longer_one() {
    assertThat(Redaction.of(List.of("hunter", "hunter2-long")).apply("x hunter2-long hunter7"))
        .isEqualTo("x *** ***7");
  }

  @Test
  void short_values_are_hidden_where_they_are_whole_words() {
    assertThat(Redaction.of(List.of("1", "")).apply("acks=1 of 10 tries"))
        .isEqualTo("acks=*** of 10 tries");
  }
}
