package io.eventrecorder.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.UpdatePolicy;
import io.eventrecorder.core.pipeline.machine.CountingCorrelator;
import io.eventrecorder.core.pipeline.machine.MachineDriver;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WithheldUpdatesTest {
  private final CountingCorrelator counting = new CountingCorrelator();
  private final List<String> written = new ArrayList<>();
  private long now = Long.MAX_VALUE - Duration.ofMinutes(7).toNanos(); // overflows on the way

  private final EventClock clock =
      new EventClock() {
        @Override
        public Instant instant() {
          return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
          return now;
        }
      };

  private EventCorrelator with(UpdatePolicy policy) {
    return new WithheldUpdates(counting, policy, false, clock);
  }

  private void occurs(EventCorrelator correlator, String name, int times) {
    for (int i = 0; i < times; i++) {
      keep(correlator.correlate(MachineDriver.event(name)));
    }
  }

  private void keep(Correlation correlation) {
    if (correlation.kind() != Correlation.Kind.SUPPRESS) {
      written.add(correlation.event().name() + "=" + correlation.event().count());
    }
  }

  private void advance(EventCorrelator correlator, Duration span) {
    now += span.toNanos();
    if (correlator.nextDueNanos().isPresent() && correlator.nextDueNanos().getAsLong() - now <= 0) {
      correlator.due().forEach(this::keep);
    }
  }

  @Test
  void all_withholds_nothing() {
    occurs(with(UpdatePolicy.all()), "a", 1);
    assertThat(written).containsExactly("a=1");
  }

  @Test
  void none_writes_only_the_first_occurrence_even_at_close() {
    EventCorrelator none = with(UpdatePolicy.none());
    counting.drain.add(
        CountingCorrelator.write(MachineDriver.event("a").toBuilder().count(5).build()));
    occurs(none, "a", 5);
    none.drain().forEach(this::keep);
    assertThat(written).containsExactly("a=1");
  }

  @Test
  void powers_of_ten_writes_1_10_100_and_the_last_state_at_close() {
    EventCorrelator powers = with(UpdatePolicy.powersOfTen());
    occurs(powers, "a", 250);
    assertThat(written).containsExactly("a=1", "a=10", "a=100");
    assertThat(powers.nextDueNanos()).isEmpty();
    powers.drain().forEach(this::keep);
    assertThat(written).endsWith("a=250");
    assertThat(powers.drain()).isEmpty();
  }

  @Test
  void every_writes_once_in_an_interval_and_the_last_state_at_its_end() {
    EventCorrelator every = with(UpdatePolicy.every(Duration.ofMinutes(5)));
    occurs(every, "a", 3);
    advance(every, Duration.ofMinutes(4));
    occurs(every, "b", 2);
    assertThat(written).containsExactly("a=1", "b=1");
    advance(every, Duration.ofMinutes(1));
    assertThat(written).containsExactly("a=1", "b=1", "a=3");
    advance(every, Duration.ofMinutes(4));
    assertThat(written).endsWith("b=2");
    assertThat(every.nextDueNanos()).isEmpty();
    occurs(every, "a", 1);
    advance(every, Duration.ofMinutes(5));
    occurs(every, "a", 1);
    assertThat(written).endsWith("b=2", "a=4");
  }

  @Test
  void an_event_that_did_not_reach_the_store_is_written_again_at_once() {
    EventCorrelator powers = with(UpdatePolicy.powersOfTen());
    Correlation first = powers.correlate(MachineDriver.event("a"));
    powers.notRecorded(first, EventCorrelator.NotRecorded.REJECTED);
    occurs(powers, "a", 1);
    assertThat(written).containsExactly("a=2");
  }

  @Test
  void a_state_after_a_rejected_one_is_not_withheld() {
    EventCorrelator powers = with(UpdatePolicy.powersOfTen());
    occurs(powers, "a", 9);
    Correlation tenth = powers.correlate(MachineDriver.event("a"));
    powers.notUpdated(tenth, EventCorrelator.NotRecorded.REJECTED, tenth.event());
    occurs(powers, "a", 1);
    assertThat(written).containsExactly("a=1", "a=11");
  }

  @Test
  void without_updates_an_event_that_may_be_in_the_store_is_created_again() {
    List<String> told = new ArrayList<>();
    EventCorrelator correlator =
        new EventCorrelator() {
          @Override
          public Correlation correlate(Event event) {
            return Correlation.create(event, null, true, null);
          }

          @Override
          public void notRecorded(Correlation lost, NotRecorded why) {
            told.add("notRecorded " + why);
          }
        };
    EventCorrelator none = new WithheldUpdates(correlator, UpdatePolicy.none(), false, clock);
    Correlation first = none.correlate(MachineDriver.event("a"));
    none.notUpdated(first, EventCorrelator.NotRecorded.OUT_OF_BUDGET, first.event());
    assertThat(told).containsExactly("notRecorded OUT_OF_BUDGET");
  }

  /** Its create may have been on its way when the process before ended. */
  @Test
  void without_updates_the_first_write_of_each_event_after_a_restore_passes() {
    Correlation unused = counting.correlate(MachineDriver.event("a"));
    EventCorrelator none = new WithheldUpdates(counting, UpdatePolicy.none(), true, clock);
    occurs(none, "a", 3);
    occurs(none, "b", 2);
    assertThat(written).containsExactly("a=2", "b=1");
    for (String name : List.of("a", "c")) {
      counting.drain.add(
          CountingCorrelator.write(MachineDriver.event(name).toBuilder().count(5).build()));
    }
    none.drain().forEach(this::keep);
    assertThat(written).containsExactly("a=2", "b=1", "c=5");
  }

  /** The event is in the store, so the next update must find it there. */
  @Test
  void after_a_restore_an_update_that_failed_is_no_lost_event() {
    Correlation unused = counting.correlate(MachineDriver.event("a"));
    EventCorrelator none = new WithheldUpdates(counting, UpdatePolicy.none(), true, clock);
    Correlation second = none.correlate(MachineDriver.event("a"));
    none.notUpdated(second, EventCorrelator.NotRecorded.REJECTED, second.event());
    occurs(none, "a", 2);
    assertThat(counting.notified).containsExactly("REJECTED a=2 of a");
    assertThat(written).containsExactly("a=3");
  }

  @Test
  void the_number_of_events_is_limited_and_an_event_that_leaves_is_written() {
    EventCorrelator powers = with(UpdatePolicy.powersOfTen());
    occurs(powers, "quiet", 3);
    for (int i = 0; i < WithheldUpdates.MAX_EVENTS; i++) {
      occurs(powers, "e" + i, 1);
    }
    written.clear();
    advance(powers, Duration.ZERO);
    assertThat(written).containsExactly("quiet=3");
  }

  @Test
  void a_policy_is_read_as_it_is_written_in_configuration() {
    assertThat(UpdatePolicy.parse("powers-of-ten")).isEqualTo(UpdatePolicy.powersOfTen());
    assertThat(UpdatePolicy.parse("every:5m")).isEqualTo(UpdatePolicy.every(Duration.ofMinutes(5)));
    assertThatThrownBy(() -> UpdatePolicy.parse("sometimes")).hasMessageContaining("every:5m");
    assertThatThrownBy(() -> UpdatePolicy.parse("every:0s")).hasMessageContaining("above zero");
  }
}
