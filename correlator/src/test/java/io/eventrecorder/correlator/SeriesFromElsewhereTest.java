package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import io.eventrecorder.testkit.ManualClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Events that others count. Their counts are states and may be read in any order. */
class SeriesFromElsewhereTest {
  private static final Instant EARLY = ManualClock.START.minusSeconds(7200);
  private static final Instant LATE = ManualClock.START.minusSeconds(3600);

  private final SeriesTimeline timeline = new SeriesTimeline();

  private Event state(String uid, int count, Instant last) {
    return timeline.event("web-0", "back-off").toBuilder()
        .uid(uid)
        .name("web-0." + uid)
        .count(count)
        .firstTimestamp(last)
        .lastTimestamp(last)
        .complete(timeline.clock.instant())
        .fromElsewhere(true)
        .build();
  }

  private static EventSeries series(Correlation write) {
    return Objects.requireNonNull(write.event().series());
  }

  @Test
  void of_one_uid_the_greater_count_holds_at_the_time_that_it_says() {
    Correlation first = timeline.happens(state("u1", 25, EARLY));
    assertThat(first.kind()).isEqualTo(Kind.CREATE);
    assertThat(first.event().count()).isEqualTo(25);
    assertThat(first.event().series()).isNull();
    Correlation second = timeline.happens(state("u1", 47, LATE));
    assertThat(second.kind()).isEqualTo(Kind.PATCH);
    assertThat(series(second)).isEqualTo(new EventSeries(47, LATE));
  }

  @Test
  void another_event_of_the_same_identity_adds_its_count() {
    timeline.happens(state("u1", 5, LATE));
    Correlation both = timeline.happens(state("u2", 10, EARLY));
    assertThat(series(both)).isEqualTo(new EventSeries(15, LATE));
    assertThat(both.event().firstTimestamp()).isEqualTo(EARLY);
    assertThat(both.event().name()).isEqualTo("web-0.u1");
    assertThat(both.event().uid()).isEmpty(); // that of the other event would be wrong
  }

  /** The output of {@code kubectl get events} in a loop. */
  @Test
  void a_state_that_is_read_again_each_minute_is_no_event_that_has_ended() {
    timeline.stored(timeline.happens(state("u1", 3, LATE)));
    for (int minute = 0; minute < 20; minute++) {
      timeline.minutesPass(1);
      assertThat(timeline.happens(state("u1", 3, LATE)).kind()).isEqualTo(Kind.SUPPRESS);
      assertThat(timeline.due()).isEmpty();
    }
    assertThat(timeline.happens(state("u1", 4, LATE)).kind()).isEqualTo(Kind.PATCH);
  }

  @Test
  void a_state_that_is_read_again_stays_known_while_others_come_and_go() {
    SeriesTimeline small = new SeriesTimeline(SeriesOptions.builder().cacheSize(4).build());
    Event again = state("u1", 3, LATE);
    small.stored(small.happens(again));
    assertThat(small.happens(again).kind()).isEqualTo(Kind.SUPPRESS);
    for (int i = 0; i < 20; i++) {
      Event other =
          small.event("web-" + (i + 1), "m").toBuilder()
              .uid("other" + i)
              .fromElsewhere(true)
              .build();
      small.happens(other);
      assertThat(small.happens(again).kind()).as("%s", i).isEqualTo(Kind.SUPPRESS);
    }
  }

  @Test
  void a_state_that_is_read_again_adds_nothing_and_is_shown() {
    timeline.stored(timeline.happens(state("u1", 3, LATE)));
    for (int i = 0; i < 3; i++) {
      assertThat(timeline.happens(state("u1", 3, LATE)).kind()).isEqualTo(Kind.SUPPRESS);
    }
    assertThat(timeline.correlator.unwritten()).isZero();
    assertThat(timeline.correlator.drain()).isEmpty();
    assertThat(timeline.correlator.gauges()).containsEntry("states-repeated", 3L);
  }

  @Test
  void a_state_of_an_event_that_was_refused_is_written_when_it_is_read_again() {
    Correlation refused = timeline.happens(state("u1", 3, LATE));
    timeline.correlator.notRecorded(refused, NotRecorded.OUT_OF_BUDGET);
    Correlation again = timeline.happens(state("u1", 3, LATE));
    assertThat(again.kind()).isEqualTo(Kind.CREATE);
    assertThat(again.event().count()).isEqualTo(3);
    assertThat(again.event().series()).isNull();
  }

  @Test
  void an_event_that_is_only_counted_is_unwritten_with_its_whole_count() {
    timeline.stored(timeline.happens(state("u1", 3, EARLY)));
    timeline.stored(timeline.happens(state("u1", 5, EARLY)));
    assertThat(timeline.happens(state("u1", 9, LATE)).kind()).isEqualTo(Kind.SUPPRESS);
    assertThat(timeline.correlator.unwritten()).isEqualTo(4);
    Correlation last = timeline.correlator.drain().get(0);
    assertThat(series(last)).isEqualTo(new EventSeries(9, LATE));
    timeline.stored(last);
    assertThat(timeline.correlator.unwritten()).isZero();
  }

  @Test
  void a_clock_that_is_set_back_does_not_set_back_the_last_occurrence() {
    Event first = timeline.event("web-0", "m");
    timeline.happens(first);
    timeline.clock.setWall(ManualClock.START.minusSeconds(3600));
    Correlation second = timeline.happens(timeline.event("web-0", "m"));
    assertThat(series(second).lastObservedTime()).isEqualTo(first.firstTimestamp());
  }

  @Property
  void the_last_write_is_the_sum_of_the_greatest_counts(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 29) Integer> states) {
    SeriesTimeline any = new SeriesTimeline();
    Map<Integer, Integer> greatest = new HashMap<>();
    Map<String, Event> written = new HashMap<>();
    for (int number : states) {
      int uid = number % 3;
      int count = 1 + number / 3;
      greatest.merge(uid, count, Math::max);
      Correlation write = any.happens(state("u" + uid, count, EARLY.plusSeconds(number)));
      if (write.kind() != Kind.SUPPRESS) {
        written.put(write.event().name(), write.event());
        any.stored(write);
      }
    }
    for (Correlation last : any.correlator.drain()) {
      written.put(last.event().name(), last.event());
      any.stored(last);
    }
    assertThat(written).hasSize(1);
    assertThat(written.values().iterator().next().occurrences())
        .isEqualTo(greatest.values().stream().mapToInt(count -> count).sum());
    assertThat(any.correlator.unwritten()).isZero();
  }
}
