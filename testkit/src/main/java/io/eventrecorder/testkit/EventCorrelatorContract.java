package io.eventrecorder.testkit;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What a pipeline relies on in an {@link EventCorrelator}, as JUnit 5 tests. Extend it, and say how
 * to make the correlator:
 *
 * <pre>{@code
 * class HourlyCorrelatorTest extends EventCorrelatorContract {
 *   @Override
 *   protected EventCorrelator createCorrelator(EventClock clock, EventNames names) {
 *     return new HourlyCorrelator(clock, names);
 *   }
 * }
 * }</pre>
 *
 * <p>A test's name carries its rule, and whether every correlator must keep it ({@code required})
 * or only one whose states are absolute ({@code absolute}: it counts, and each write includes all
 * earlier ones of its event; known by its first write). A failure says the rule, what happened, and
 * what to do. Time is virtual: an hour takes no time.
 *
 * <p>The histories hold a few dozen different events and some hundred occurrences, so caches and
 * limits should be the defaults.
 */
public abstract class EventCorrelatorContract {
  /** For subclasses. */
  protected EventCorrelatorContract() {}

  /**
   * {@return a new correlator that remembers nothing} Called several times in a test.
   *
   * @param clock the time, moved by the contract
   * @param names where names of new events come from
   * @throws Exception if it cannot be made; the test fails with it
   */
  protected abstract EventCorrelator createCorrelator(EventClock clock, EventNames names)
      throws Exception;

  /** Nor lists, nor the event of a write; and nothing throws. */
  @Test
  public final void required_no_answer_is_null_and_no_call_throws() {
    rules().answersAreUsable();
  }

  /** Of an event of count 1, without a series. */
  @Test
  public final void required_the_first_occurrence_is_CREATE_or_SUPPRESS() {
    rules().firstIsCreateOrSuppress();
  }

  /** Merged events are about the same. */
  @Test
  public final void required_writes_keep_namespace_regarding_type_and_reason() {
    rules().eventsAreKept();
  }

  /** The store refuses others. */
  @Test
  public final void required_names_are_not_empty_and_at_most_253_characters() {
    rules().namesAreValid();
  }

  /** Else the pipeline would turn in circles. */
  @Test
  public final void required_nextDueNanos_lies_in_the_future_after_due() {
    rules().nextDueLiesInTheFuture();
  }

  /** With no time between the calls, and nothing new. */
  @Test
  public final void required_due_gives_nothing_twice() {
    rules().dueGivesNothingTwice();
  }

  /** With all its writes recorded. */
  @Test
  public final void required_drain_gives_nothing_twice() {
    rules().drainGivesNothingTwice();
  }

  /** Also one without a name, with a negative count, without times, with a series. */
  @Test
  public final void required_any_event_is_taken() {
    rules().anyEventIsTaken();
  }

  /** By years, to and fro. */
  @Test
  public final void required_the_wall_clock_may_step() {
    rules().wallClockMayStep();
  }

  /**
   * The pipeline's thread is the only one.
   *
   * @throws InterruptedException if the test is interrupted
   */
  @Test
  public final void required_no_threads_are_started() throws InterruptedException {
    rules().startsNoThreads();
  }

  /** With names from sources that start at the same time. */
  @Test
  public final void required_the_same_input_at_the_same_times_gives_the_same_output() {
    rules().sameInputSameOutput();
  }

  /** A suppressed first occurrence is not in the store. */
  @Test
  public final void absolute_a_PATCH_follows_a_CREATE() {
    nextWriteRules().patchesFollowCreates();
  }

  /** Whatever was suppressed in between. */
  @Test
  public final void absolute_the_last_written_count_equals_the_occurrences() {
    countRules().nothingIsLost();
  }

  /** An answer may be late, doubled, or overtaken by a newer one. */
  @Test
  public final void absolute_recorded_in_any_order_late_or_twice_never_lowers_a_count() {
    countRules().answersMayComeInAnyOrder();
  }

  /** A refused patch, or a create without a clear answer, leaves the event in the store. */
  @Test
  public final void absolute_after_notUpdated_the_next_write_is_a_PATCH_of_the_same_event() {
    nextWriteRules().notUpdatedIsPatched();
  }

  /** Whether a create or a patch was given up, and for whatever reason. */
  @Test
  public final void absolute_after_notRecorded_the_next_write_is_a_CREATE_with_the_whole_count() {
    nextWriteRules().notRecordedIsCreatedAgain();
  }

  /** It is what a close that is cut short would lose. */
  @Test
  public final void absolute_unwritten_is_never_negative_and_zero_when_all_is_recorded() {
    countRules().unwrittenEndsAtZero();
  }

  private CorrelatorRules rules() {
    return new CorrelatorRules(this::create);
  }

  private CountRules countRules() {
    CountRules rules = new CountRules(this::create);
    Assumptions.assumeTrue(
        rules.apply(), "its writes are not absolute(): it does not count across writes");
    return rules;
  }

  private NextWriteRules nextWriteRules() {
    CountRules unused = countRules(); // skips the test if they do not apply
    return new NextWriteRules(this::create);
  }

  private EventCorrelator create(EventClock clock, EventNames names) {
    try {
      return createCorrelator(clock, names);
    } catch (Exception e) {
      throw new AssertionError("createCorrelator failed with " + e, e);
    }
  }
}
