package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.Timeline.assertCreates;
import static io.eventrecorder.correlator.Timeline.assertPatches;
import static io.eventrecorder.correlator.Timeline.assertSuppressed;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that others count. Their counts are states and may be read in any order. */
class FromElsewhereTest {
  private static final Instant EARLY = ManualClock.START.minusSeconds(7200);
  private static final Instant LATE = ManualClock.START.minusSeconds(3600);

  private final Timeline timeline = new Timeline(Timeline.budget(1000, 1).build());

  /** Makes a state of an event with a uid and a name. */
  private static Event state(Timeline timeline, String uid, String name, int count) {
    return timeline.event("web-0", "Back-off").toBuilder()
        .uid(uid)
        .name(name)
        .count(count)
        .firstTimestamp(EARLY)
        .lastTimestamp(LATE)
        .complete(timeline.clock.instant())
        .fromElsewhere(true)
        .build();
  }

  private Event state(String uid, int count) {
    return state(timeline, uid, "web-0." + uid, count);
  }

  private Event at(String uid, Instant first, Instant last) {
    return state(uid, 1).toBuilder().firstTimestamp(first).lastTimestamp(last).build();
  }

  private long gauge(String name) {
    return timeline.correlator.gauges().getOrDefault(name, -1L);
  }

  @Test
  void of_one_uid_the_greater_count_holds() {
    assertCreates(timeline.happens(state("u1", 25)), 25);
    assertPatches(timeline.happens(state("u1", 47)), 47);
    assertSuppressed(timeline.happens(state("u1", 25)));
    assertPatches(timeline.happens(state("u1", 48)), 48);
  }

  @Test
  void a_state_that_is_read_again_stays_known_while_others_come_and_go() {
    Timeline small = new Timeline(Timeline.budget(1000, 1).cacheSize(4).build());
    Event again = state("u1", 3);
    small.stored(small.happens(again));
    assertSuppressed(small.happens(again));
    for (int i = 0; i < 20; i++) {
      Event other =
          small.event("web-" + (i + 1), "m").toBuilder()
              .uid("other" + i)
              .fromElsewhere(true)
              .build();
      small.happens(other);
      assertSuppressed(small.happens(again));
    }
  }

  @Test
  void a_state_that_is_read_again_does_not_expire() {
    Timeline expiring =
        new Timeline(Timeline.budget(9, 1).observationExpiry(Duration.ofMinutes(6)).build());
    expiring.stored(expiring.happens(state("u1", 3)));
    for (int minute = 0; minute < 20; minute++) {
      expiring.passes(Duration.ofMinutes(1));
      assertSuppressed(expiring.happens(state("u1", 3)));
    }
    assertPatches(expiring.happens(state("u1", 4)), 4);
  }

  @Test
  void without_uid_namespace_and_name_tell_which_event_it_is() {
    assertCreates(timeline.happens(state(timeline, "", "web-0.1", 25)), 25);
    assertPatches(timeline.happens(state(timeline, "", "web-0.1", 47)), 47);
    Event elsewhere = state(timeline, "", "web-0.1", 3).toBuilder().namespace("other").build();
    assertPatches(timeline.happens(elsewhere), 50);
  }

  @Test
  void another_event_of_the_same_identity_adds_its_count() {
    assertCreates(timeline.happens(state("u1", 5)), 5);
    Correlation both = timeline.happens(state("u2", 10));
    assertPatches(both, 15);
    assertThat(both.event().name()).isEqualTo("web-0.u1");
    assertThat(both.event().uid()).isEmpty(); // that of the other event would be wrong
    Correlation own = timeline.happens(state("u1", 7));
    assertPatches(own, 17);
    assertThat(own.event().uid()).isEqualTo("u1");
    assertPatches(timeline.happens(state("u2", 11)), 18);
  }

  @Test
  void a_state_that_is_read_again_adds_nothing_and_is_shown() {
    timeline.stored(timeline.happens(state("u1", 3)));
    assertSuppressed(timeline.happens(state("u1", 3)));
    assertThat(timeline.correlator.unwritten()).isZero();
    assertThat(timeline.correlator.drain()).isEmpty();
    assertThat(gauge("states")).isEqualTo(1);
    assertThat(gauge("states-repeated")).isEqualTo(1);
  }

  @Test
  void every_occurrence_of_a_state_is_unwritten_until_it_is_stored() {
    Correlation first = timeline.happens(state("u1", 25));
    Correlation second = timeline.happens(state("u1", 47));
    assertThat(timeline.correlator.unwritten()).isEqualTo(47);
    timeline.stored(first);
    assertThat(timeline.correlator.unwritten()).isEqualTo(22);
    timeline.stored(second);
    assertThat(timeline.correlator.unwritten()).isZero();
  }

  @Test
  void a_state_of_an_event_that_was_refused_is_written_when_it_is_read_again() {
    Correlation refused = timeline.happens(state("u1", 3));
    timeline.correlator.notRecorded(refused, NotRecorded.OUT_OF_BUDGET);
    assertCreates(timeline.happens(state("u1", 3)), 3);
  }

  @Test
  void a_suppressed_state_is_written_later_with_its_whole_count() {
    Timeline limited = new Timeline(Timeline.budget(1, 1).build());
    limited.stored(limited.happens(state(limited, "u1", "n", 5)));
    assertSuppressed(limited.happens(state(limited, "u1", "n", 9)));
    assertSuppressed(limited.happens(state(limited, "u2", "m", 2)));
    limited.passes(Duration.ofSeconds(1));
    assertThat(limited.correlator.due())
        .singleElement()
        .satisfies(write -> assertPatches(write, 11));
  }

  @Test
  void an_older_state_does_not_lower_a_suppressed_count() {
    Timeline limited = new Timeline(Timeline.budget(1, 1).build());
    limited.happens("web-0", "takes the token");
    assertSuppressed(limited.happens(state(limited, "u1", "n", 9)));
    limited.passes(Duration.ofSeconds(1));
    assertCreates(limited.happens(state(limited, "u1", "n", 5)), 9);
  }

  @Test
  void one_event_is_the_same_also_if_its_message_changes() {
    timeline.happens(state("u1", 2));
    Event changed = state("u1", 3).toBuilder().message("Back-off, once more").build();
    Correlation patch = timeline.happens(changed);
    assertPatches(patch, 3);
    assertThat(patch.event().message()).isEqualTo("Back-off, once more");
    assertThat(gauge("observations")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "-2147483648"})
  void a_state_without_a_count_happened_once(int count) {
    for (int i = 1; i <= 1000; i++) {
      Event event =
          timeline.event("web-0", "m").toBuilder()
              .count(count)
              .eventTime(LATE)
              .fromElsewhere(true)
              .build();
      Correlation write = timeline.happens(event);
      assertThat(write.kind()).isEqualTo(i == 1 ? Kind.CREATE : Kind.PATCH);
      assertThat(write.event().occurrences()).isEqualTo(i);
      timeline.passes(Duration.ofSeconds(1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -5})
  void a_recorders_event_without_a_count_happened_once_too(int count) {
    timeline.happens(timeline.event("web-0", "m").toBuilder().count(count).build());
    assertPatches(timeline.happens("web-0", "m"), 2);
  }

  @Test
  void a_series_that_it_brings_is_its_count_and_goes_on() {
    Event read =
        state("u1", 0).toBuilder().eventTime(EARLY).series(new EventSeries(4, LATE)).build();
    timeline.happens(read);
    Instant later = LATE.plusSeconds(60);
    Event next = read.toBuilder().series(new EventSeries(9, later)).build();
    Correlation patch = timeline.happens(next);
    assertPatches(patch, 9);
    assertThat(patch.event().series()).isEqualTo(new EventSeries(9, later));
    assertThat(Timeline.patch(patch)).contains("\"series\":{\"count\":9");
  }

  @Test
  void first_is_the_earliest_and_last_the_latest_time_in_any_order_of_reading() {
    timeline.happens(at("u1", LATE, LATE));
    Event both = timeline.happens(at("u2", EARLY, EARLY)).event();
    assertThat(both.firstTimestamp()).isEqualTo(EARLY);
    assertThat(both.lastTimestamp()).isEqualTo(LATE);
  }

  @Test
  void go_zero_time_is_neither_least_nor_greatest() {
    Instant zero = Instant.parse("0001-01-01T00:00:00Z");
    Event unset = at("u1", zero, zero).toBuilder().eventTime(LATE).build();
    timeline.happens(unset);
    Event both = timeline.happens(at("u2", EARLY, EARLY)).event();
    assertThat(both.firstTimestamp()).isEqualTo(EARLY);
    assertThat(both.lastTimestamp()).isEqualTo(LATE);
  }

  @Test
  void an_aggregate_has_the_times_of_its_events_and_all_their_counts() {
    Timeline combining = new Timeline(Timeline.budget(1000, 1).maxEvents(1).build());
    Correlation first = combining.happens(state(combining, "u1", "n", 4));
    assertCreates(first, 4);
    assertThat(first.event().lastTimestamp()).isEqualTo(LATE);
    assertThat(first.event().message()).isEqualTo("(combined from similar events): Back-off");
    assertPatches(combining.happens(state(combining, "u2", "m", 3)), 7);
    assertPatches(combining.happens(state(combining, "u1", "n", 6)), 9);
    assertSuppressed(combining.happens(state(combining, "u1", "n", 6)));
  }

  @Test
  void the_memory_of_states_is_bounded_and_gauges_show_how_many_were_forgotten() {
    timeline.clock.advance(Duration.ofSeconds(1));
    Timeline small = new Timeline(Timeline.budget(1000, 1).cacheSize(2).build());
    for (int i = 0; i < 10; i++) {
      small.happens(state(small, "u" + i, "n" + i, 1));
      assertThat(small.correlator.gauges().get("states")).isLessThanOrEqualTo(2);
    }
    assertThat(small.correlator.gauges()).containsEntry("states-forgotten", 8L);
  }

  @Test
  void an_event_whose_counter_was_forgotten_is_new_with_its_whole_count() {
    Timeline forgetful =
        new Timeline(Timeline.budget(9, 1).observationExpiry(Duration.ofMinutes(1)).build());
    forgetful.happens(state(forgetful, "u1", "n", 5));
    forgetful.passes(Duration.ofMinutes(2));
    assertCreates(forgetful.happens(state(forgetful, "u1", "n", 6)), 6);
  }

  @Test
  void recorders_events_cost_nothing_of_it() {
    timeline.happens("web-0", "m");
    assertThat(gauge("states")).isZero();
  }

  @Test
  void a_count_ends_at_the_largest() {
    timeline.happens(state("u1", Integer.MAX_VALUE));
    assertPatches(timeline.happens(state("u2", 3)), Integer.MAX_VALUE);
    Correlation own = timeline.happens("web-1", "m");
    timeline.stored(own, own.event().toBuilder().count(Integer.MAX_VALUE).build());
    assertPatches(timeline.happens("web-1", "m"), Integer.MAX_VALUE);
    assertPatches(timeline.happens("web-1", "m"), Integer.MAX_VALUE);
  }

  @Test
  void a_clock_that_is_set_back_does_not_set_back_the_last_occurrence() {
    Event first = timeline.event("web-0", "m");
    timeline.happens(first);
    Instant before = timeline.clock.instant().minusSeconds(3600);
    Event next = timeline.event("web-0", "m").toBuilder().lastTimestamp(before).build();
    Event repeat = timeline.happens(next.toBuilder().firstTimestamp(before).build()).event();
    assertThat(repeat.firstTimestamp()).isEqualTo(before);
    assertThat(repeat.lastTimestamp()).isEqualTo(first.lastTimestamp());
  }

  /** A state that was read: which event, its count, and its last occurrence. */
  @Property
  void the_last_write_is_the_sum_of_the_greatest_counts_and_spans_all_times(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 299) Integer> states,
      @ForAll boolean combine) {
    Timeline any = new Timeline(Timeline.budget(3, 1).maxEvents(combine ? 1 : 10).build());
    Map<Integer, Integer> greatest = new HashMap<>();
    Instant least = Instant.MAX;
    Instant last = Instant.MIN;
    for (int number : states) {
      int uid = number % 3;
      int count = 1 + number / 3 % 10;
      Instant time = EARLY.plusSeconds(number / 30);
      Event state =
          state(any, "u" + uid, "n" + uid, count).toBuilder()
              .firstTimestamp(time)
              .lastTimestamp(time)
              .build();
      if (count > greatest.getOrDefault(uid, 0)) {
        greatest.put(uid, count);
        least = least.isBefore(time) ? least : time;
        last = last.isAfter(time) ? last : time;
      }
      answer(any, any.happens(state));
    }
    any.correlator.drain().forEach(write -> answer(any, write));
    int sum = greatest.values().stream().mapToInt(count -> count).sum();
    assertThat(written.count()).isEqualTo(sum);
    assertThat(written.firstTimestamp()).isEqualTo(least);
    assertThat(written.lastTimestamp()).isEqualTo(last);
    assertThat(any.correlator.unwritten()).isZero();
  }

  private Event written = Event.builder().build();

  private void answer(Timeline any, Correlation write) {
    if (write.kind() != Kind.SUPPRESS) {
      written = any.stored(write);
    }
  }
}
