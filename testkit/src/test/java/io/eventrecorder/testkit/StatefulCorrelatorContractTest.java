package io.eventrecorder.testkit;

import static io.eventrecorder.testkit.ContractRun.assertBroken;
import static io.eventrecorder.testkit.ContractRun.assertKept;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.StatefulCorrelator;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract passes a sound stateful correlator and names what is wrong with others. */
class StatefulCorrelatorContractTest {
  private static final int RULES = 17 + 20;
  private static final String CUT =
      "memory_a_restored_copy_answers_as_the_original_after_a_cut_anywhere";

  @Test
  void a_correlator_that_keeps_its_memory_in_parts_keeps_all_rules() {
    assertKept(Counting.class, RULES, 0);
  }

  @Test
  void a_correlator_that_does_not_count_keeps_all_rules_that_apply() {
    assertKept(PassesOn.class, RULES, 9);
  }

  @Test
  void a_correlator_that_does_not_hand_over_a_changed_limit() {
    assertBroken(ForgetsLimits.class, CUT, "correlate() is SUPPRESS in the original, and PATCH");
    assertBroken(HandsOverLimitsOnce.class, CUT, "in a copy that was restored after step ");
  }

  @Test
  void a_correlator_that_goes_on_using_the_array_that_it_handed_over() {
    assertBroken(KeepsArrays.class, CUT, "restore threw", "StateFormatException");
  }

  @Test
  void a_correlator_that_stores_times_since_its_start() {
    assertBroken(CountsFromItsStart.class, CUT, "nextDueNanos() is OptionalLong[");
  }

  @Test
  void a_correlator_that_hands_over_only_what_changed_since_it_was_restored() {
    assertBroken(
        HandsOverOnlyNews.class, "memory_copies_of_copies_answer_as_the_original", "in step ");
    assertBroken(
        HandsOverOnlyNews.class,
        "memory_all_changes_together_are_the_whole_memory",
        "is in the map only");
  }

  @Test
  void a_correlator_that_links_parts_as_they_come() {
    assertBroken(
        NeedsAnOrder.class,
        "memory_the_parts_may_be_restored_in_any_order",
        "a copy that was restored after step ");
  }

  @Test
  void a_correlator_that_alters_its_memory_in_changes() {
    assertBroken(
        ChangesAlter.class,
        "memory_the_answers_are_the_same_without_changes",
        "in one without changes()");
  }

  @Test
  void a_correlator_that_measures_by_the_wall_clock() {
    assertBroken(
        MeasuresByWall.class,
        "memory_the_wall_clock_of_a_copy_decides_nothing",
        "its wall clock differs by PT-48H");
  }

  @Test
  void a_correlator_that_does_not_hand_over_a_refusal() {
    assertBroken(
        ForgetsRefusals.class,
        "memory_a_restored_copy_knows_which_writes_were_refused",
        "in a copy that was restored after step ");
  }

  @Test
  void a_correlator_that_does_not_hand_over_a_name_that_the_store_gave() {
    assertBroken(
        ForgetsNames.class,
        "memory_a_restored_copy_knows_which_writes_were_refused",
        "the name of ",
        "-raised in the original");
  }

  @Test
  void a_correlator_that_does_not_hand_over_the_refusal_of_a_late_write() {
    assertBroken(
        ForgetsLateRefusals.class,
        "memory_a_restored_copy_knows_which_writes_were_refused",
        "in a copy that was restored after step ");
  }

  @Test
  void a_correlator_that_does_not_tell_a_rejected_create_from_others_after_a_restart() {
    assertBroken(
        ForgetsRejections.class,
        "memory_a_restored_copy_knows_which_writes_were_refused",
        "in a copy that was restored after step ");
  }

  @Test
  void a_correlator_that_never_expires_anything() {
    assertBroken(
        NeverExpires.class,
        "memory_expire_is_bounded_and_comes_to_an_end",
        " parts, and 8 days later, after expire(), there are ");
  }

  @Test
  void a_correlator_that_loses_the_scope_in_a_restart() {
    assertBroken(
        LosesScope.class, "memory_scopeOf_tells_the_scope_of_every_write", " of a restored copy");
  }

  @Test
  void a_correlator_that_does_not_hand_over_what_it_forgot() {
    assertBroken(KeepsForgotten.class, "memory_expire_is_bounded_and_comes_to_an_end", "only");
  }

  @Test
  void a_correlator_that_hands_over_everything_each_time() {
    assertBroken(
        HandsOverEverything.class,
        "memory_changes_are_empty_if_nothing_happened",
        "changes() handed over 2 changes: [part ");
    assertBroken(
        HandsOverEverything.class,
        "memory_an_ordinary_event_changes_at_most_4_parts_and_4096_bytes",
        " changed 6 parts, ");
  }

  @Test
  void a_correlator_that_forgets_what_changed_if_the_receiver_throws() {
    assertBroken(
        ClearsAlways.class,
        "memory_changes_are_handed_over_again_after_an_exception",
        "the copy was restored after step 3, ",
        "the answer of due() is PATCH in the original, and CREATE in a copy");
  }

  @Test
  void a_correlator_that_catches_what_the_receiver_throws() {
    assertBroken(
        Catches.class,
        "memory_changes_are_handed_over_again_after_an_exception",
        "changes() caught the exception of the receiver");
  }

  @Test
  void a_correlator_that_throws_if_a_part_is_missing() {
    assertBroken(
        NeedsAllParts.class,
        "memory_missing_parts_are_tolerated",
        "a copy was restored without part ",
        "threw java.lang.IllegalStateException: no limit");
  }

  @Test
  void a_correlator_that_starts_a_count_anew_under_the_old_name() {
    assertBroken(LowersCounts.class, "memory_missing_parts_are_tolerated", "where the count was ");
  }

  @Test
  void a_correlator_that_reads_without_checks() {
    assertBroken(
        ReadsUnchecked.class,
        "memory_damaged_and_foreign_parts_give_StateFormatException_only",
        "threw java.nio.BufferUnderflowException");
  }

  @Test
  void a_correlator_that_takes_what_it_cannot_use() {
    assertBroken(
        BelievesNumbers.class,
        "memory_damaged_and_foreign_parts_give_StateFormatException_only",
        "after restoring part ",
        " threw java.lang.ArithmeticException: integer overflow");
  }

  @Test
  void a_correlator_that_ignores_the_version() {
    assertBroken(
        IgnoresVersion.class,
        "memory_an_unknown_version_gives_StateFormatException",
        "was restored, or refused without a message");
  }

  @Test
  void a_correlator_that_leaves_the_scope_out_of_its_keys() {
    assertBroken(
        OneScope.class,
        "memory_what_happens_in_one_scope_changes_nothing_in_another",
        " in a run of this scope and another one");
  }

  @Test
  void a_correlator_whose_scopes_share_a_limit() {
    assertBroken(
        OneLimit.class,
        "memory_what_happens_in_one_scope_changes_nothing_in_another",
        "in a run of this scope and another one");
  }

  @Test
  void a_correlator_that_does_not_know_the_scope_of_a_late_write() {
    assertBroken(
        NewestScope.class,
        "memory_scopeOf_tells_the_scope_of_every_write",
        "scopeOf() is 'north', not 'south', for PATCH");
  }

  @Test
  void a_correlator_that_expires_what_must_still_be_written() {
    assertBroken(
        ExpiresUnwritten.class,
        "memory_expire_removes_only_what_has_no_effect",
        "in a run without expire()");
  }

  @Test
  void a_correlator_that_expires_more_than_it_may() {
    assertBroken(
        ExpiresAll.class,
        "memory_expire_is_bounded_and_comes_to_an_end",
        "call 1 of expire(1) returned ");
  }

  @Test
  void a_correlator_that_counts_arrivals() {
    assertBroken(
        CountsArrivals.class,
        "absolute_n_occurrences_at_once_count_as_n_times_one",
        "the last counts are {web-0=",
        " at once");
  }

  @Test
  void a_correlator_whose_count_overflows() {
    assertBroken(Overflows.class, "absolute_a_count_ends_at_the_largest_number", "happened: ");
  }

  @Test
  void a_correlator_that_takes_an_unanswered_write_for_stored() {
    assertBroken(
        BelievesItself.class,
        "absolute_a_write_without_answer_counts_as_not_stored_in_a_copy",
        "has no answer");
  }

  /** A sound correlator, unless a subclass makes another. */
  abstract static class Contract extends StatefulCorrelatorContract {
    @Override
    protected StatefulCorrelator createCorrelator(EventClock clock, EventNames names) {
      return correlator(clock);
    }

    abstract StatefulCorrelator correlator(EventClock clock);
  }

  static final class Counting extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock);
    }
  }

  static final class PassesOn extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulPassing();
    }
  }

  static final class ForgetsLimits extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        void changed(String key) {
          if (key.startsWith("E")) {
            super.changed(key);
          }
        }
      };
    }
  }

  static final class HandsOverLimitsOnce extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        private final Set<String> handedOver = new HashSet<>();

        @Override
        void changed(String key) {
          if (key.startsWith("E") || handedOver.add(key)) {
            super.changed(key);
          }
        }
      };
    }
  }

  static final class KeepsArrays extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        private final Map<String, byte[]> keys = new HashMap<>();

        @Override
        public void changes(Parts parts) {
          super.changes(
              new Parts() {
                @Override
                public void put(byte[] key, byte[] value) {
                  parts.put(keys.computeIfAbsent(new String(key, UTF_8), text -> key), value);
                }

                @Override
                public void remove(byte[] key) {
                  parts.remove(key);
                }
              });
        }
      };
    }
  }

  static final class CountsFromItsStart extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        private final long start = clock.nanoTime();

        @Override
        long toStored(long reading) {
          return reading - start;
        }

        @Override
        long fromStored(long reading) {
          return reading + start;
        }
      };
    }
  }

  static final class HandsOverOnlyNews extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        public void restored() {
          super.restored();
          tracked = true;
        }
      };
    }
  }

  static final class NeedsAnOrder extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        Limit limitOf(String scope, Event event) {
          return limits.getOrDefault(limitKey(scope, event), super.limitOf(scope, event));
        }

        @Override
        Limit linked(Limit limit) {
          return limit;
        }
      };
    }
  }

  static final class ChangesAlter extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        public void changes(Parts parts) {
          limits.values().forEach(limit -> limit.next = now());
          super.changes(parts);
        }
      };
    }
  }

  static final class MeasuresByWall extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        long now() {
          return EpochClock.nanosOf(clock.instant());
        }
      };
    }
  }

  static final class ForgetsRefusals extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        public void notRecorded(Correlation written, NotRecorded why) {
          tracked = false;
          super.notRecorded(written, why);
          tracked = true;
        }
      };
    }
  }

  static final class ForgetsNames extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        private final Map<String, String> names = new HashMap<>();

        @Override
        Correlation write(State state) {
          String name = names.getOrDefault(state.key, state.newest.name());
          state.newest = state.newest.toBuilder().name(name).build();
          return super.write(state);
        }

        @Override
        public void recorded(Correlation written, Event stored) {
          names.put(state(written).key, stored.name());
          super.recorded(written, stored);
        }
      };
    }
  }

  static final class ForgetsLateRefusals extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        private final Set<Event> late = new HashSet<>();

        @Override
        public List<Correlation> due() {
          List<Correlation> writes = super.due();
          writes.forEach(write -> late.add(write.event()));
          return writes;
        }

        @Override
        public void notRecorded(Correlation written, NotRecorded why) {
          tracked = !late.contains(written.event());
          super.notRecorded(written, why);
          tracked = true;
        }
      };
    }
  }

  static final class ForgetsRejections extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        private final Set<String> rejected = new HashSet<>();

        @Override
        public void notRecorded(Correlation written, NotRecorded why) {
          super.notRecorded(written, why);
          if (why == NotRecorded.REJECTED) {
            rejected.add(state(written).key);
          }
        }

        @Override
        public Correlation correlate(Event event, Arrival arrival) {
          Correlation answer = super.correlate(event, arrival);
          return answer.kind() == Correlation.Kind.CREATE && rejected.remove(state(answer).key)
              ? Correlation.suppress()
              : answer;
        }
      };
    }
  }

  static final class NeverExpires extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        public int expire(int most) {
          return 0;
        }
      };
    }
  }

  static final class LosesScope extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        private final Map<State, String> scopes = new HashMap<>();

        @Override
        public Correlation correlate(Event event, Arrival arrival) {
          Correlation answer = super.correlate(event, arrival);
          states.values().forEach(state -> scopes.putIfAbsent(state, state.scope));
          return answer;
        }

        @Override
        public String scopeOf(Correlation write) {
          return scopes.getOrDefault(state(write), "");
        }
      };
    }
  }

  static final class KeepsForgotten extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        void forget(State state) {
          states.remove(state.key);
        }
      };
    }
  }

  static final class HandsOverEverything extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        public void changes(Parts parts) {
          tracked = false;
          super.changes(parts);
        }
      };
    }
  }

  static final class ClearsAlways extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        public void changes(Parts parts) {
          try {
            super.changes(parts);
          } finally {
            dirty.clear();
          }
        }
      };
    }
  }

  static final class Catches extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        public void changes(Parts parts) {
          try {
            super.changes(parts);
          } catch (ThrowingParts.Refusal e) {
            dirty.add("caught");
          }
        }
      };
    }
  }

  static final class NeedsAllParts extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        Limit linked(Limit limit) {
          Limit known = limits.get(limit.key);
          if (known == null) {
            throw new IllegalStateException("no limit");
          }
          return known;
        }
      };
    }
  }

  static final class LowersCounts extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        public void restored() {
          for (State state : states.values()) {
            if (!limits.containsKey(state.limit.key)) {
              state.count = 0;
              state.stored = 0;
            }
          }
          super.restored();
        }
      };
    }
  }

  static final class ReadsUnchecked extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        public void restore(byte[] key, byte[] value) {
          read(new String(key, UTF_8), ByteBuffer.wrap(value));
        }
      };
    }
  }

  static final class BelievesNumbers extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        boolean isForgotten(State state) {
          int millis = Math.toIntExact((now() - state.last) / 1_000_000);
          return millis >= FORGOTTEN / 1_000_000 && super.isForgotten(state);
        }
      };
    }
  }

  static final class IgnoresVersion extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        void checkVersion(byte version) {}
      };
    }
  }

  static final class OneScope extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        String scopeInKeys(String scope) {
          return "";
        }
      };
    }
  }

  static final class OneLimit extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        String limitKey(String scope, Event event) {
          return super.limitKey("", event);
        }
      };
    }
  }

  static final class NewestScope extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        private String newest = "";

        @Override
        public Correlation correlate(Event event, Arrival arrival) {
          newest = arrival.scope();
          return super.correlate(event, arrival);
        }

        @Override
        public String scopeOf(Correlation write) {
          return newest;
        }
      };
    }
  }

  static final class ExpiresUnwritten extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        public int expire(int most) {
          List<State> behind = states.values().stream().filter(State::isBehind).toList();
          behind.forEach(this::forget);
          return super.expire(most);
        }
      };
    }
  }

  static final class ExpiresAll extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        public int expire(int most) {
          return super.expire(Integer.MAX_VALUE);
        }
      };
    }
  }

  static final class CountsArrivals extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        int sum(int count, long more) {
          return super.sum(count, 1);
        }
      };
    }
  }

  static final class Overflows extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        int sum(int count, long more) {
          return (int) (count + more);
        }
      };
    }
  }

  static final class BelievesItself extends Contract {
    @Override
    StatefulCorrelator correlator(EventClock clock) {
      return new StatefulCounting(clock) {
        @Override
        public Correlation correlate(Event event, Arrival arrival) {
          Correlation answer = super.correlate(event, arrival);
          if (answer.kind() != Correlation.Kind.SUPPRESS) {
            recorded(answer, answer.event());
          }
          return answer;
        }
      };
    }
  }
}
