package io.eventrecorder.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventNamesTest {
  @Test
  void a_subdomain_with_a_suffix_is_a_valid_name() {
    for (String object : new String[] {"web-0", "a", "0", "web.shop", "a-b.c-d"}) {
      assertThat(EventNames.isValid(object, 16)).as(object).isTrue();
    }
  }

  @Test
  void what_is_no_subdomain_is_no_valid_name() {
    for (String object :
        new String[] {"", "Web-0", "web_0", "-web", "web-", "web..0", ".web", "web.", "web-.0"}) {
      assertThat(EventNames.isValid(object, 16)).as(object).isFalse();
    }
  }

  @Test
  void a_name_has_at_most_253_characters() {
    assertThat(EventNames.isValid("x".repeat(236), 16)).isTrue();
    assertThat(EventNames.isValid("x".repeat(237), 16)).isFalse();
  }
}
