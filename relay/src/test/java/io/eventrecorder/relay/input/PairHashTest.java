package io.eventrecorder.relay.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairHashTest {
  private final PairHash hash = new PairHash();

  private long of(String... texts) {
    hash.start();
    for (String text : texts) {
      hash.add(text);
    }
    return hash.end();
  }

  @Test
  void equal_lists_have_equal_hashes_and_other_lists_have_others() {
    assertThat(of("shop", "Pod")).isEqualTo(of("shop", "Pod"));
    Set<Long> hashes = new HashSet<>();
    String[][] lists = {
      {},
      {""},
      {"", ""},
      {"a"},
      {"a", ""},
      {"", "a"},
      {"ab"},
      {"a", "b"},
      {"\u0000"},
      {"\u0000a"},
      {"abcd"},
      {"abcde"},
      {"abcd", "e"},
      {"abc", "de"},
      {"\u0001"},
      {"\u0100"},
      {"\ud83d\ude00"}
    };
    for (String[] list : lists) {
      hashes.add(of(list));
    }
    assertThat(hashes).hasSize(lists.length);
  }

  @Test
  void many_names_that_differ_little_have_different_hashes() {
    Set<Long> hashes = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      hashes.add(of("web-" + i));
    }
    assertThat(hashes).hasSize(100_000);
  }

  @Test
  void another_object_has_another_key() {
    assertThat(new PairHash().start().add("a").end()).isNotEqualTo(of("a"));
  }
}
