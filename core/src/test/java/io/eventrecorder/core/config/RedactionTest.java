package io.eventrecorder.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {
  @Test
  void noRestOfALongerSecretIsLeftByAShorterOne() {
    assertThat(Redaction.of(List.of("hunter", "hunter2-long")).apply("x hunter2-long hunter7"))
        .isEqualTo("x *** ***7");
  }

  @Test
  void shortValuesAreHiddenWhereTheyStandAlone() {
    assertThat(Redaction.of(List.of("1", "")).apply("acks=1 of 10 tries"))
        .isEqualTo("acks=*** of 10 tries");
  }
}
