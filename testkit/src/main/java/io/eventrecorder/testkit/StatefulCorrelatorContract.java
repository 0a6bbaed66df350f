package io.eventrecorder.testkit;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.StatefulCorrelator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Tests with JUnit 5 that a {@link StatefulCorrelator} keeps the rules on which hosts rely that
 * keep its memory elsewhere. They are added to those of {@link EventCorrelatorContract}. Extend
 * this class and create the correlator:
 *
 * <pre>{@code
 * class HourlyCorrelatorTest extends StatefulCorrelatorContract {
 *   @Override
 *   protected StatefulCorrelator createCorrelator(EventClock clock, EventNames names) {
 *     return new HourlyCorrelator(clock, names);
 *   }
 * }
 * }</pre>
 *
 * <p>The rules that begin with {@code memory} are for every stateful correlator. The rules that
 * begin with {@code absolute} are for correlators whose writes include all earlier ones of their
 * event. In the rules about memory the clock counts nanoseconds since 1970, and writes are answered
 * at once with {@code recorded(write, write.event())}, unless a rule is about other answers.
 *
 * <p>Restored copies get the names that the original got, so a correlator takes all names from
 * {@code EventNames} or from events. The histories have about a hundred different events and a few
 * hundred occurrences; use the default sizes of caches and limits.
 */
public abstract class StatefulCorrelatorContract extends EventCorrelatorContract {
  /** For subclasses. */
  protected StatefulCorrelatorContract() {}

  @Override
  protected abstract StatefulCorrelator createCorrelator(EventClock clock, EventNames names)
      throws Exception;

  /** Decisions, events, patches, scopes, due times and {@code unwritten} are the same. */
  @Test
  public final void memory_a_restored_copy_answers_as_the_original_after_a_cut_anywhere() {
    restoreRules().cutAnywhere();
  }

  /** The memory moves on after every event. */
  @Test
  public final void memory_copies_of_copies_answer_as_the_original() {
    restoreRules().copiesOfCopies();
  }

  /** A store has an order of its own. */
  @Test
  public final void memory_the_parts_may_be_restored_in_any_order() {
    restoreRules().anyOrder();
  }

  /** Most hosts do not ask for changes. */
  @Test
  public final void memory_the_answers_are_the_same_without_changes() {
    restoreRules().untracked();
  }

  /** The next machine may have another time of day; the readings go on. */
  @Test
  public final void memory_the_wall_clock_of_a_copy_decides_nothing() {
    restoreRules().wallClockDecidesNothing();
  }

  /** After {@code notRecorded} and {@code notUpdated} a copy writes what the original writes. */
  @Test
  public final void memory_a_restored_copy_knows_which_writes_were_refused() {
    restoreRules().refusalsAreKept();
  }

  /** They equal the first changes of a restored copy, byte for byte. */
  @Test
  public final void memory_all_changes_together_are_the_whole_memory() {
    changesRules().changesAreTheWholeMemory();
  }

  /** A host may ask often. */
  @Test
  public final void memory_changes_are_empty_if_nothing_happened() {
    changesRules().nothingChangesByItself();
  }

  /** Also if the host has kept what it received before. */
  @Test
  public final void memory_changes_are_handed_over_again_after_an_exception() {
    changesRules().anExceptionLosesNothing();
  }

  /** However much is remembered. */
  @Test
  public final void memory_an_ordinary_event_changes_at_most_4_parts_and_4096_bytes() {
    changesRules().anEventChangesLittle();
  }

  /** Counts go on or start anew, under another name; they are never negative. */
  @Test
  public final void memory_missing_parts_are_tolerated() {
    damageRules().missingPartsAreTolerated();
  }

  /** If the damage is not found, later calls do not throw either. */
  @Test
  public final void memory_damaged_and_foreign_parts_give_StateFormatException_only() {
    damageRules().damagedPartsAreRefused();
  }

  /** The first byte of a value is its version. */
  @Test
  public final void memory_an_unknown_version_gives_StateFormatException() {
    damageRules().unknownVersionIsRefused();
  }

  /** The same event in two scopes is two events with counts and limits of their own. */
  @Test
  public final void memory_what_happens_in_one_scope_changes_nothing_in_another() {
    scopeRules().scopesAreApart();
  }

  /** Also for writes of {@code due} and {@code drain}, and after the memory was restored. */
  @Test
  public final void memory_scopeOf_tells_the_scope_of_every_write() {
    scopeRules().scopesAreTold();
  }

  /** What is behind is still written. */
  @Test
  public final void memory_expire_removes_only_what_has_no_effect() {
    expiryRules().expiryChangesNoAnswer();
  }

  /** The parts of what was forgotten are removed by the next changes. */
  @Test
  public final void memory_expire_is_bounded_and_comes_to_an_end() {
    expiryRules().expiryIsBounded();
  }

  /** Also the unwritten occurrences are the same. */
  @Test
  public final void absolute_n_occurrences_at_once_count_as_n_times_one() {
    arrivalRules().manyAtOnce();
  }

  /** A count has 32 bits; the occurrences of an arrival have 64. */
  @Test
  public final void absolute_a_count_ends_at_the_largest_number() {
    arrivalRules().countsEndAtTheLargest();
  }

  /** The next write of the copy has the whole count. */
  @Test
  public final void absolute_a_write_without_answer_counts_as_not_stored_in_a_copy() {
    arrivalRules().unansweredIsNotStored();
  }

  private RestoreRules restoreRules() {
    return new RestoreRules(factory());
  }

  private ChangesRules changesRules() {
    return new ChangesRules(factory());
  }

  private DamageRules damageRules() {
    return new DamageRules(factory());
  }

  private ScopeRules scopeRules() {
    return new ScopeRules(factory());
  }

  private ExpiryRules expiryRules() {
    return new ExpiryRules(factory());
  }

  private ArrivalRules arrivalRules() {
    ArrivalRules rules = new ArrivalRules(factory());
    Assumptions.assumeTrue(
        rules.apply(), "its writes are not absolute(): it does not count across writes");
    return rules;
  }

  private MemoryRun.Factory factory() {
    return new MemoryRun.Factory(this::create);
  }

  private StatefulCorrelator create(EventClock clock, EventNames names) {
    try {
      return createCorrelator(clock, names);
    } catch (Exception e) {
      throw new AssertionError("createCorrelator failed with " + e, e);
    }
  }
}
