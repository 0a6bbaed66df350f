package io.eventrecorder.testkit;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Tests with JUnit 5 that an {@link EventCorrelator} keeps the rules on which a pipeline relies.
 * Extend this class and create the correlator:
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
 * <p>The name of a test is its rule. Every correlator must keep the rules that begin with {@code
 * required}. The rules that begin with {@code absolute} are for correlators that count, so that
 * each write includes all earlier ones of its event; the first write says so. A failure shows the
 * rule, what happened, and the remedy. Time is virtual: an hour takes no time.
 *
 * <p>The histories have a few dozen different events and a few hundred occurrences; use the default
 * sizes of caches and limits.
 */
public abstract class EventCorrelatorContract {
  /** For subclasses. */
  protected EventCorrelatorContract() {}

  /**
   * {@return a new correlator without memory} A test calls this method several times.
   *
   * @param clock the clock, which the contract advances
   * @param names creates the names of new events
   * @throws Exception if the correlator cannot be created; the test fails with it
   */
  protected abstract EventCorrelator createCorrelator(EventClock clock, EventNames names)
      throws Exception;

  /** Also lists and the event of a write are not null. */
  @Test
  public final void required_no_answer_is_null_and_no_call_throws() {
    rules().answersAreUsable();
  }

  /** The event has count 1 and no series. */
  @Test
  public final void required_the_first_occurrence_is_CREATE_or_SUPPRESS() {
    rules().firstIsCreateOrSuppress();
  }

  /** Only occurrences that agree in these fields may be merged. */
  @Test
  public final void required_writes_keep_namespace_regarding_type_and_reason() {
    rules().eventsAreKept();
  }

  /** A store refuses other names. */
  @Test
  public final void required_names_are_not_empty_and_at_most_253_characters() {
    rules().namesAreValid();
  }

  /** Otherwise the pipeline would loop without end. */
  @Test
  public final void required_nextDueNanos_lies_in_the_future_after_due() {
    rules().nextDueLiesInTheFuture();
  }

  /** No time passes between the calls, and there is no new event. */
  @Test
  public final void required_due_gives_nothing_twice() {
    rules().dueGivesNothingTwice();
  }

  /** All writes of the first drain were recorded. */
  @Test
  public final void required_drain_gives_nothing_twice() {
    rules().drainGivesNothingTwice();
  }

  /** Also an event without name or times, with a negative count or with a series. */
  @Test
  public final void required_any_event_is_taken() {
    rules().anyEventIsTaken();
  }

  /** It steps forwards and backwards, by up to a year. */
  @Test
  public final void required_the_wall_clock_may_step() {
    rules().wallClockMayStep();
  }

  /**
   * The correlator does all its work on the pipeline's thread.
   *
   * @throws InterruptedException if the test is interrupted
   */
  @Test
  public final void required_no_threads_are_started() throws InterruptedException {
    rules().startsNoThreads();
  }

  /** The names come from sources that start at the same time. */
  @Test
  public final void required_the_same_input_at_the_same_times_gives_the_same_output() {
    rules().sameInputSameOutput();
  }

  /** A suppressed first occurrence is not in the store. */
  @Test
  public final void absolute_a_PATCH_follows_a_CREATE() {
    nextWriteRules().patchesFollowCreates();
  }

  /** Suppressed occurrences count too. */
  @Test
  public final void absolute_the_last_written_count_equals_the_occurrences() {
    countRules().nothingIsLost();
  }

  /** An answer may come late, twice, or after a newer one. */
  @Test
  public final void absolute_recorded_in_any_order_late_or_twice_never_lowers_a_count() {
    countRules().answersMayComeInAnyOrder();
  }

  /** A refused patch, or a create without a clear answer, leaves the event in the store. */
  @Test
  public final void absolute_after_notUpdated_the_next_write_is_a_PATCH_of_the_same_event() {
    nextWriteRules().notUpdatedIsPatched();
  }

  /** This holds for creates and patches, and for every reason. */
  @Test
  public final void absolute_after_notRecorded_the_next_write_is_a_CREATE_with_the_whole_count() {
    nextWriteRules().notRecordedIsCreatedAgain();
  }

  /** This number of occurrences is lost if a close runs out of time. */
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
