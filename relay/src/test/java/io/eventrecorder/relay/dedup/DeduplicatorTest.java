package io.eventrecorder.relay.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.relay.dedup.DedupOptions.Late;
import io.eventrecorder.relay.dedup.DedupOptions.Mode;
import io.eventrecorder.relay.input.OccurrenceId;
import io.eventrecorder.relay.input.OccurrenceId.Absent;
import io.eventrecorder.relay.input.OccurrenceId.Foreign;
import io.eventrecorder.relay.input.OccurrenceId.Sequence;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeduplicatorTest {
  private static final Seen UNKNOWN = new Seen(Verdict.UNKNOWN, 1);
  private static final long START = 1_767_225_600_000L;
  private static final String HERE = "//clusters/eu-1";
  private static final String THERE = "//clusters/us-1";

  private final MapStore store = new MapStore();
  private DedupOptions options = DedupOptions.standard();
  private Deduplicator seen = Deduplicator.open(store, options);
  private long now = START;

  private void with(DedupOptions value) {
    options = value;
    restart();
  }

  /** Another process continues with the store. */
  private void restart() {
    seen = Deduplicator.open(store, options);
  }

  private void after(Duration time) {
    now += time.toMillis();
    while (seen.expire(now, 10) == 10) {
      // the rest
    }
  }

  private void afterMinutes(int minutes) {
    after(Duration.ofMinutes(minutes));
  }

  private Seen number(long process, long number) {
    return check(HERE, new Sequence(process, number, 1));
  }

  private Seen state(long number, int count) {
    return check(HERE, new Sequence(1, number, count));
  }

  private Seen check(String scope, OccurrenceId id) {
    Seen found = seen.check(scope, id);
    seen.mark(scope, id, found, now);
    return found;
  }

  private static Seen fresh(long occurrences) {
    return new Seen(Verdict.NEW, occurrences);
  }

  @Test
  void a_number_is_new_once() {
    assertThat(number(1, 7)).isEqualTo(Seen.NEW);
    assertThat(number(1, 7)).isEqualTo(Seen.DUPLICATE);
    assertThat(number(1, 8)).isEqualTo(Seen.NEW);
    assertThat(number(1, 7)).isEqualTo(Seen.DUPLICATE);
    assertThat(seen.stats()).isEqualTo(new DedupStats(2, 0, 0, 1, 0));
  }

  @Test
  void an_occurrence_that_is_not_marked_stays_new() {
    for (OccurrenceId id :
        new OccurrenceId[] {
          new Sequence(1, 7, 1), new Sequence(1, 8, 3), new Foreign(1, 2, 1), new Foreign(1, 3, 4)
        }) {
      Seen first = seen.check(HERE, id);
      assertThat(first.verdict()).isEqualTo(Verdict.NEW);
      assertThat(seen.check(HERE, id)).isEqualTo(first);
      assertThat(store.entries).isEmpty();
    }
    assertThat(seen.stats()).isEqualTo(new DedupStats(0, 0, 0, 0, 0));
  }

  @Test
  void a_check_does_not_change_the_store() {
    number(1, 7);
    check(HERE, new Foreign(1, 2, 1));
    state(9, 5);
    afterMinutes(10);
    Map<byte[], byte[]> before = new TreeMap<>(store.entries);
    for (OccurrenceId id :
        new OccurrenceId[] {
          new Sequence(1, 7, 1), new Sequence(1, 8, 1), new Sequence(1, 9, 6), new Foreign(1, 2, 1)
        }) {
      seen.check(HERE, id);
    }
    assertThat(store.entries).isEqualTo(before);
  }

  @Test
  void numbers_may_come_in_any_order() {
    for (long number : new long[] {5000, 3, 1024, 1023, 0, 4999, Long.MAX_VALUE, -1}) {
      assertThat(number(1, number)).isEqualTo(Seen.NEW);
    }
    for (long number : new long[] {-1, 0, 3, 1023, 1024, 4999, 5000, Long.MAX_VALUE}) {
      assertThat(number(1, number)).isEqualTo(Seen.DUPLICATE);
    }
  }

  @Test
  void the_last_number_of_a_page_and_the_first_one_of_the_next_differ() {
    assertThat(number(1, 1023)).isEqualTo(Seen.NEW);
    assertThat(number(1, 1024)).isEqualTo(Seen.NEW);
    assertThat(number(1, 2047)).isEqualTo(Seen.NEW);
    assertThat(number(1, 0)).isEqualTo(Seen.NEW);
    assertThat(number(1, 1023)).isEqualTo(Seen.DUPLICATE);
    assertThat(number(1, 1024)).isEqualTo(Seen.DUPLICATE);
    assertThat(seen.stats().pages()).isEqualTo(2);
  }

  @Test
  void two_processes_that_record_in_the_same_nanosecond_are_two_occurrences() {
    assertThat(number(1, 7)).isEqualTo(Seen.NEW);
    assertThat(number(2, 7)).isEqualTo(Seen.NEW);
    assertThat(number(2, 7)).isEqualTo(Seen.DUPLICATE);
  }

  @Test
  void a_source_cannot_mark_the_numbers_of_another_source_as_seen() {
    assertThat(check(THERE, new Sequence(1, 7, 1))).isEqualTo(Seen.NEW);
    assertThat(check(HERE, new Sequence(1, 7, 1))).isEqualTo(Seen.NEW);
    assertThat(check(THERE, new Foreign(1, 7, 1))).isEqualTo(Seen.NEW);
    assertThat(check(HERE, new Foreign(1, 7, 1))).isEqualTo(Seen.NEW);
  }

  @Test
  void a_duplicate_within_the_window_is_found_and_a_later_one_is_told_as_unknown() {
    number(1, 7);
    afterMinutes(59);
    assertThat(number(1, 7)).isEqualTo(Seen.DUPLICATE); // and uses the page
    afterMinutes(59);
    assertThat(number(1, 7)).isEqualTo(Seen.DUPLICATE);
    afterMinutes(60);
    assertThat(number(1, 7)).isEqualTo(UNKNOWN);
    assertThat(seen.stats()).isEqualTo(new DedupStats(2, 1, 0, 1, 0));
    assertThat(number(1, 7)).isEqualTo(Seen.DUPLICATE); // it is remembered again
  }

  @Test
  void a_slow_process_goes_on_with_its_page_after_the_window() {
    number(1, 7);
    afterMinutes(120);
    assertThat(number(1, 8)).isEqualTo(Seen.NEW);
    assertThat(number(1, 6)).isEqualTo(UNKNOWN);
    assertThat(number(1, 1023)).isEqualTo(Seen.NEW);
    assertThat(number(1, 5)).isEqualTo(UNKNOWN); // although the page is there
    assertThat(number(1, 9)).isEqualTo(Seen.NEW);
  }

  @Test
  void a_slow_thread_goes_on_with_its_block_when_others_have_used_up_many() {
    number(1, 7);
    number(1, 50_000);
    afterMinutes(120);
    assertThat(number(1, 8)).isEqualTo(Seen.NEW);
    assertThat(number(1, 2000)).isEqualTo(Seen.NEW); // of this block none was seen
    assertThat(number(1, 49_999)).isEqualTo(UNKNOWN);
  }

  @Test
  void the_floor_of_a_page_is_forgotten_after_a_day() {
    number(1, 7);
    after(Duration.ofHours(24));
    assertThat(store.entries).isEmpty();
    assertThat(number(1, 7)).isEqualTo(Seen.NEW);
  }

  @Test
  void floors_rise_only() {
    number(1, 100);
    afterMinutes(120);
    assertThat(number(1, 50)).isEqualTo(UNKNOWN);
    afterMinutes(120);
    assertThat(number(1, 90)).isEqualTo(UNKNOWN);
    assertThat(number(1, 101)).isEqualTo(Seen.NEW);
  }

  @Test
  void late_occurrences_can_be_set_aside() {
    with(options.withLate(Late.DEAD_LETTER));
    number(1, 7);
    afterMinutes(60);
    assertThat(number(1, 7)).isEqualTo(Seen.LATE);
    assertThat(number(1, 8)).isEqualTo(Seen.NEW);
    assertThat(number(1, 7)).isEqualTo(Seen.LATE); // it was not counted
    assertThat(state(6, 3)).isEqualTo(Seen.LATE);
    assertThat(seen.stats().unknown()).isEqualTo(3);
  }

  @Test
  void another_process_continues_with_the_store() {
    number(1, 7);
    afterMinutes(30);
    number(2, 1);
    check(HERE, new Foreign(3, 4, 1));
    state(9, 5);
    restart();
    assertThat(number(1, 7)).isEqualTo(Seen.DUPLICATE);
    assertThat(check(HERE, new Foreign(3, 4, 1))).isEqualTo(Seen.DUPLICATE);
    assertThat(state(9, 7)).isEqualTo(fresh(2));
    restart();
    afterMinutes(60);
    assertThat(number(2, 1)).isEqualTo(UNKNOWN);
    assertThat(check(HERE, new Foreign(3, 4, 1))).isEqualTo(Seen.NEW);
  }

  @Test
  void other_ids_are_remembered_for_their_window_after_they_were_first_seen() {
    Foreign id = new Foreign(1, 2, 1);
    assertThat(check(HERE, id)).isEqualTo(Seen.NEW);
    afterMinutes(10);
    assertThat(check(HERE, id)).isEqualTo(Seen.DUPLICATE);
    assertThat(check(HERE, new Foreign(1, 3, 1))).isEqualTo(Seen.NEW);
    afterMinutes(5);
    assertThat(check(HERE, id)).isEqualTo(Seen.NEW);
    assertThat(check(HERE, new Foreign(1, 3, 1))).isEqualTo(Seen.DUPLICATE);
    afterMinutes(15);
    assertThat(seen.stats().ids()).isZero();
    assertThat(store.entries).isEmpty();
  }

  @Test
  void an_event_without_an_id_is_never_a_duplicate() {
    assertThat(check(HERE, new Absent(3))).isEqualTo(new Seen(Verdict.WITHOUT_ID, 3));
    assertThat(check(HERE, new Absent(3))).isEqualTo(new Seen(Verdict.WITHOUT_ID, 3));
    assertThat(check(HERE, OccurrenceId.ABSOLUTE)).isEqualTo(Seen.NEW);
    assertThat(check(HERE, OccurrenceId.ABSOLUTE)).isEqualTo(Seen.NEW);
    assertThat(store.entries).isEmpty();
  }

  @Test
  void by_ids_only_numbers_are_remembered_as_ids() {
    with(options.withMode(Mode.ID));
    assertThat(number(1, 7)).isEqualTo(Seen.NEW);
    assertThat(number(1, 7)).isEqualTo(Seen.DUPLICATE);
    assertThat(seen.stats()).isEqualTo(new DedupStats(1, 0, 0, 0, 1));
    afterMinutes(15);
    assertThat(number(1, 7)).isEqualTo(Seen.NEW);
  }

  @Test
  void without_de_duplication_nothing_is_remembered() {
    with(options.withMode(Mode.NONE));
    assertThat(number(1, 7)).isEqualTo(Seen.NEW);
    assertThat(number(1, 7)).isEqualTo(Seen.NEW);
    assertThat(check(HERE, new Foreign(1, 2, 1))).isEqualTo(Seen.NEW);
    assertThat(check(HERE, new Foreign(1, 2, 1))).isEqualTo(Seen.NEW);
    assertThat(store.entries).isEmpty();
  }

  @Test
  void of_a_state_with_a_count_only_what_is_new_is_counted() {
    assertThat(state(7, 1)).isEqualTo(Seen.NEW);
    assertThat(state(7, 5)).isEqualTo(fresh(4));
    assertThat(state(7, 5)).isEqualTo(Seen.DUPLICATE);
    assertThat(state(7, 9)).isEqualTo(fresh(4));
    assertThat(state(7, 8)).isEqualTo(Seen.DUPLICATE);
    assertThat(state(7, 1)).isEqualTo(Seen.DUPLICATE);
  }

  @Test
  void a_first_occurrence_that_comes_after_a_state_with_a_count_is_a_duplicate() {
    assertThat(state(7, 5)).isEqualTo(fresh(5));
    assertThat(state(7, 1)).isEqualTo(Seen.DUPLICATE);
    assertThat(state(7, 6)).isEqualTo(fresh(1));
  }

  @Test
  void a_count_goes_on_after_the_window_and_after_hours_without_a_state() {
    state(7, 1);
    afterMinutes(180);
    assertThat(state(7, 2)).isEqualTo(new Seen(Verdict.UNKNOWN, 1)); // 1 was most likely counted
    afterMinutes(180);
    assertThat(state(7, 3)).isEqualTo(fresh(1));
    after(Duration.ofHours(23));
    assertThat(state(7, 4)).isEqualTo(fresh(1));
  }

  @Test
  void without_de_duplication_states_with_a_count_are_still_not_counted_twice() {
    with(options.withMode(Mode.NONE));
    assertThat(state(7, 1)).isEqualTo(Seen.NEW);
    assertThat(state(7, 5)).isEqualTo(fresh(4));
    assertThat(state(7, 7)).isEqualTo(fresh(2));
  }

  @Test
  void a_source_with_too_many_processes_loses_its_own_oldest_pages() {
    with(options.withMaxPages(100, 3));
    check(THERE, new Sequence(1, 7, 1));
    for (int process = 1; process <= 3; process++) {
      number(process, 7);
    }
    number(1, 8); // the page of process 2 is now the one that was used longest ago
    number(4, 7);
    assertThat(seen.stats()).isEqualTo(new DedupStats(0, 0, 1, 4, 0));
    assertThat(check(THERE, new Sequence(1, 7, 1))).isEqualTo(Seen.DUPLICATE);
    assertThat(number(1, 7)).isEqualTo(Seen.DUPLICATE);
    assertThat(number(3, 7)).isEqualTo(Seen.DUPLICATE);
    assertThat(number(2, 7)).isEqualTo(UNKNOWN);
  }

  @Test
  void a_source_with_too_many_ids_loses_its_own_oldest_ids() {
    with(options.withMaxIds(100, 3));
    check(THERE, new Foreign(1, 7, 1));
    check(THERE, new Sequence(1, 7, 5));
    for (int id = 1; id <= 50; id++) {
      check(HERE, new Foreign(id, 7, 1));
      check(HERE, new Sequence(id, 7, 5));
    }
    assertThat(check(THERE, new Foreign(1, 7, 1))).isEqualTo(Seen.DUPLICATE);
    assertThat(check(THERE, new Sequence(1, 7, 5))).isEqualTo(Seen.DUPLICATE);
    assertThat(check(HERE, new Foreign(50, 7, 1))).isEqualTo(Seen.DUPLICATE);
    assertThat(check(HERE, new Foreign(47, 7, 1))).isEqualTo(Seen.NEW);
  }

  @Test
  void if_all_sources_together_have_too_many_the_largest_one_loses_its_own() {
    with(options.withMaxPages(10, 9).withMaxIds(10, 9));
    for (String small : new String[] {"a", "b"}) {
      check(small, new Sequence(1, 7, 1));
      check(small, new Foreign(1, 7, 1));
    }
    for (int i = 1; i <= 50; i++) {
      check(HERE, new Sequence(i, 7, 1));
      check(HERE, new Foreign(i, 7, 1));
    }
    restart();
    for (int i = 51; i <= 100; i++) {
      check(HERE, new Sequence(i, 7, 1));
      check(HERE, new Foreign(i, 7, 1));
    }
    for (String small : new String[] {"a", "b"}) {
      assertThat(check(small, new Sequence(1, 7, 1))).isEqualTo(Seen.DUPLICATE);
      assertThat(check(small, new Foreign(1, 7, 1))).isEqualTo(Seen.DUPLICATE);
    }
    assertThat(number(100, 7)).isEqualTo(Seen.DUPLICATE);
    assertThat(number(92, 7)).isEqualTo(UNKNOWN);
    assertThat(seen.stats().pages()).isEqualTo(10);
  }

  @Test
  void if_each_source_has_one_number_the_one_that_was_used_longest_ago_leaves() {
    with(options.withMaxPages(3, 3));
    for (String source : new String[] {"a", "b", "c"}) {
      check(source, new Sequence(1, 7, 1));
    }
    check("a", new Sequence(1, 7, 1));
    check("d", new Sequence(1, 7, 1));
    assertThat(seen.check("a", new Sequence(1, 7, 1))).isEqualTo(Seen.DUPLICATE);
    assertThat(seen.check("b", new Sequence(1, 7, 1))).isEqualTo(UNKNOWN);
    assertThat(seen.check("c", new Sequence(1, 7, 1))).isEqualTo(Seen.DUPLICATE);
    assertThat(seen.check("d", new Sequence(1, 7, 1))).isEqualTo(Seen.DUPLICATE);
  }

  @Test
  void random_processes_of_random_sources_do_not_fill_the_memory() {
    with(options.withMaxPages(50, 20).withMaxIds(30, 30));
    for (int i = 0; i < 1000; i++) {
      check("source " + i % 10, new Sequence(i, i, 1));
      check("source " + i % 10, new Sequence(i, i, 4));
      check("source " + i, new Foreign(i, i, 1));
    }
    assertThat(seen.stats().pages()).isEqualTo(50);
    assertThat(store.entries.size()).isLessThanOrEqualTo(50 + 50 + 30 + 30);
    assertThat(seen.stats().evicted()).isGreaterThanOrEqualTo(950);
  }

  @Test
  void windows_and_bounds_are_above_zero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withWindow(Duration.ZERO))
        .withMessage("window: 0 must be above 0");
    assertThatIllegalArgumentException().isThrownBy(() -> options.withMaxPages(1, 0));
  }

  @Test
  void a_call_forgets_at_most_as_much_as_it_is_told() {
    for (int i = 0; i < 10; i++) {
      number(i, 7);
      check(HERE, new Foreign(i, 7, 1));
    }
    now += Duration.ofHours(1).toMillis();
    assertThat(seen.expire(now, 8)).isEqualTo(8);
    assertThat(seen.stats().pages()).isEqualTo(2);
    assertThat(seen.expire(now, 8)).isEqualTo(8);
    assertThat(seen.stats().pages()).isZero();
    assertThat(seen.stats().ids()).isEqualTo(4);
    assertThat(seen.expire(now, 8)).isEqualTo(4);
    assertThat(seen.expire(now, 8)).isZero();
  }
}
