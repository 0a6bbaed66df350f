package io.eventrecorder.testkit;

import static io.eventrecorder.testkit.ContractRun.assertBroken;
import static io.eventrecorder.testkit.ContractRun.assertKept;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventPatch;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract passes sound correlators and names what is wrong with others. */
class EventCorrelatorContractTest {
  private static final int RULES = 17;

  @Test
  void a_correlator_that_counts_keeps_all_rules() {
    assertKept(Counting.class, RULES, 0);
  }

  @Test
  void the_correlator_none_keeps_all_rules_that_apply() {
    assertKept(None.class, RULES, 6);
  }

  @Test
  void a_correlator_that_answers_null() {
    String rule = "required_no_answer_is_null_and_no_call_throws";
    assertBroken(NullAnswer.class, rule, "happened: correlate(", ") returned null");
    assertBroken(
        NullDue.class, rule, "happened: nextDueNanos() returned null", "OptionalLong.empty()");
    assertBroken(NullGauge.class, rule, "happened: gauges() returned {size=null}");
  }

  @Test
  void a_correlator_that_throws_on_a_strange_event() {
    assertBroken(
        Picky.class,
        "required_any_event_is_taken",
        "rule:     a correlator does not throw",
        "threw java.lang.IllegalArgumentException: a negative count");
  }

  @Test
  void a_correlator_that_begins_with_a_patch() {
    assertBroken(
        PatchesAtOnce.class,
        "required_the_first_occurrence_is_CREATE_or_SUPPRESS",
        "the first event was correlated to PATCH");
    assertBroken(
        PatchesAtOnce.class,
        "absolute_a_PATCH_follows_a_CREATE",
        "there was no create before PATCH");
  }

  @Test
  void a_correlator_that_changes_what_the_event_is_about() {
    assertBroken(
        OtherReason.class,
        "required_writes_keep_namespace_regarding_type_and_reason",
        "belongs to no occurrence");
  }

  @Test
  void a_correlator_that_gives_no_name() {
    assertBroken(
        Nameless.class,
        "required_names_are_not_empty_and_at_most_253_characters",
        "a name of 0 characters");
  }

  @Test
  void a_correlator_that_is_due_for_ever() {
    assertBroken(
        DueInThePast.class,
        "required_nextDueNanos_lies_in_the_future_after_due",
        "after due() at 0 ns, nextDueNanos() is 0");
    assertBroken(DueAgain.class, "required_due_gives_nothing_twice", "a second due()");
    assertBroken(DueAgain.class, "required_drain_gives_nothing_twice", "a second drain()");
  }

  @Test
  void a_correlator_that_measures_with_the_wall_clock() {
    assertBroken(
        MeasuresByWall.class,
        "required_the_wall_clock_may_step",
        "threw java.lang.IllegalStateException: time went back");
  }

  @Test
  void a_correlator_that_starts_a_thread() {
    assertBroken(
        StartsThread.class,
        "required_no_threads_are_started",
        "these threads are running: [correlator-helper]");
  }

  @Test
  void a_correlator_that_uses_random_values() {
    assertBroken(
        Dice.class,
        "required_the_same_input_at_the_same_times_gives_the_same_output",
        "answer 0 is ",
        "in another");
  }

  @Test
  void a_correlator_that_loses_suppressed_occurrences() {
    assertBroken(
        NoDrain.class,
        "absolute_the_last_written_count_equals_the_occurrences",
        "50 occurrences about Pod/default/web-0, but the last written count is");
  }

  @Test
  void a_correlator_that_copies_counts_from_old_answers() {
    assertBroken(
        TakesStoredCount.class,
        "absolute_recorded_in_any_order_late_or_twice_never_lowers_a_count",
        "rule:     recorded in any order, late or twice, never lowers a count",
        "was followed by PATCH");
  }

  @Test
  void a_correlator_that_ignores_notRecorded() {
    assertBroken(
        IgnoresFailure.class,
        "absolute_after_notRecorded_the_next_write_is_a_CREATE_with_the_whole_count",
        "after REJECTED of the create, occurrence 3 was answered with PATCH");
  }

  @Test
  void a_correlator_that_creates_an_event_that_is_in_the_store() {
    assertBroken(
        CreatesAgain.class,
        "absolute_after_notUpdated_the_next_write_is_a_PATCH_of_the_same_event",
        "after REJECTED of a patch, occurrence",
        "was answered with CREATE");
  }

  @Test
  void a_correlator_that_forgets_the_name_of_the_stored_event() {
    assertBroken(
        ForgetsName.class,
        "absolute_after_notUpdated_the_next_write_is_a_PATCH_of_the_same_event",
        "after REJECTED of a create that may be in the store",
        "in the store the event is renamed.1");
  }

  @Test
  void a_correlator_that_subtracts_too_much() {
    assertBroken(
        UnwrittenBelowZero.class,
        "absolute_unwritten_is_never_negative_and_zero_when_all_is_recorded",
        "unwritten() is -");
    assertBroken(
        UnwrittenStays.class,
        "absolute_unwritten_is_never_negative_and_zero_when_all_is_recorded",
        "after drain() and recorded for every write");
  }

  /** A sound correlator, unless a subclass makes another. */
  abstract static class Contract extends EventCorrelatorContract {
    @Override
    protected EventCorrelator createCorrelator(EventClock clock, EventNames names) {
      return correlator(clock);
    }

    abstract EventCorrelator correlator(EventClock clock);
  }

  static final class Counting extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock);
    }
  }

  static final class None extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return EventCorrelator.none();
    }
  }

  static final class NullAnswer extends Contract {
    @Override
    @SuppressWarnings("NullAway") // what this correlator does wrong
    EventCorrelator correlator(EventClock clock) {
      return event -> null;
    }
  }

  static final class NullDue extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock) {
        @Override
        @SuppressWarnings({"NullAway", "NullOptional"}) // what this correlator does wrong
        public OptionalLong nextDueNanos() {
          return null;
        }
      };
    }
  }

  static final class NullGauge extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock) {
        @Override
        @SuppressWarnings("NullAway") // what this correlator does wrong
        public Map<String, Long> gauges() {
          return Collections.singletonMap("size", null);
        }
      };
    }
  }

  static final class Picky extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock) {
        @Override
        public Correlation correlate(Event event) {
          if (event.count() < 0) {
            throw new IllegalArgumentException("a negative count");
          }
          return super.correlate(event);
        }
      };
    }
  }

  static final class PatchesAtOnce extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return event -> Correlation.patch(event, null, true, null);
    }
  }

  static final class OtherReason extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return event -> create(event.toBuilder().reason("Combined").build());
    }
  }

  static final class Nameless extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return event -> create(event.toBuilder().name("").build());
    }
  }

  static final class DueInThePast extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock) {
        @Override
        public OptionalLong nextDueNanos() {
          return OptionalLong.of(clock.nanoTime());
        }
      };
    }
  }

  static final class DueAgain extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock) {
        @Override
        public List<Correlation> due() {
          return states.values().stream().map(this::write).toList();
        }

        @Override
        public List<Correlation> drain() {
          return due();
        }
      };
    }
  }

  static final class MeasuresByWall extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock) {
        private Instant last = clock.instant();

        @Override
        public Correlation correlate(Event event) {
          if (clock.instant().isBefore(last)) {
            throw new IllegalStateException("time went back");
          }
          last = clock.instant();
          return super.correlate(event);
        }
      };
    }
  }

  static final class StartsThread extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      CountDownLatch never = new CountDownLatch(1);
      Thread thread =
          new Thread(
              () -> {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              },
              "correlator-helper");
      thread.setDaemon(true);
      thread.start();
      return new CountingCorrelator(clock);
    }
  }

  static final class Dice extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return event -> create(event.toBuilder().name(UUID.randomUUID().toString()).build());
    }
  }

  static final class NoDrain extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock) {
        @Override
        public List<Correlation> drain() {
          return List.of();
        }
      };
    }
  }

  static final class TakesStoredCount extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock) {
        @Override
        public void recorded(Correlation written, Event stored) {
          state(written).count = stored.count();
        }
      };
    }
  }

  static final class IgnoresFailure extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock) {
        @Override
        public void notRecorded(Correlation written, NotRecorded why) {}
      };
    }
  }

  static final class CreatesAgain extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock) {
        @Override
        public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
          notRecorded(written, why);
        }
      };
    }
  }

  static final class ForgetsName extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock) {
        @Override
        public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
          state(written).written = state(written).stored;
        }
      };
    }
  }

  static final class UnwrittenBelowZero extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock) {
        @Override
        public void recorded(Correlation written, Event stored) {
          state(written).stored += written.event().count();
        }
      };
    }
  }

  static final class UnwrittenStays extends Contract {
    @Override
    EventCorrelator correlator(EventClock clock) {
      return new CountingCorrelator(clock) {
        @Override
        public void recorded(Correlation written, Event stored) {}
      };
    }
  }

  private static Correlation create(Event event) {
    @Nullable EventPatch none = null;
    return Correlation.create(event, none, false, null);
  }
}
