package io.eventrecorder.relay.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final int HEAD = Long.BYTES + 1;

  private static byte[] pageOf(int numbers) {
    byte[] page = Page.empty(false);
    for (int i = 0; i < numbers; i++) {
      page = Page.with(page, 1023 - 7 * i, 5);
    }
    return page;
  }

  @Test
  void up_to_63_numbers_take_two_bytes_each_and_more_take_128_bytes_in_all() {
    assertThat(pageOf(1)).hasSize(HEAD + 2);
    assertThat(pageOf(63)).hasSize(HEAD + 126);
    assertThat(pageOf(64)).hasSize(HEAD + 128);
    assertThat(pageOf(140)).hasSize(HEAD + 128);
  }

  @Test
  void the_numbers_of_a_list_are_in_the_bitmap_that_replaces_it() {
    byte[] page = pageOf(64);
    for (int i = 0; i < 64; i++) {
      assertThat(Page.contains(page, 1023 - 7 * i)).isTrue();
      assertThat(Page.contains(page, 1022 - 7 * i)).isFalse();
    }
  }

  @Property(tries = 300)
  void a_page_contains_what_was_added(
      @ForAll @Size(max = 200) Set<@IntRange(max = 1023) Integer> numbers,
      @ForAll boolean partial) {
    byte[] page = Page.empty(partial);
    long time = 0;
    for (int number : numbers) {
      byte[] before = page.clone();
      byte[] next = Page.with(page, number, ++time);
      assertThat(page).isEqualTo(before); // the store has this array
      page = next;
    }
    for (int number = 0; number < Page.NUMBERS; number++) {
      assertThat(Page.contains(page, number)).isEqualTo(numbers.contains(number));
    }
    assertThat(Page.greatest(page))
        .isEqualTo(numbers.stream().mapToInt(number -> number).max().orElse(-1));
    assertThat(Table.time(page)).isEqualTo(time);
    assertThat(Page.isPartial(page)).isEqualTo(partial);
    assertThat(Page.isPartial(Page.used(page, 99))).isEqualTo(partial);
    assertThat(Table.time(Page.used(page, 99))).isEqualTo(99);
  }
}
