package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventSink;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests with JUnit 5 that an {@link EventSink} keeps the rules on which a pipeline relies. Extend
 * this class and create the sink:
 *
 * <pre>{@code
 * class WebhookSinkTest extends EventSinkContract {
 *   @Override
 *   protected EventSink createSink() {
 *     return new WebhookSink(server.uri());
 *   }
 * }
 * }</pre>
 *
 * <p>The name of a test is its rule. Every sink must keep the rules that begin with {@code
 * required}. The rules that begin with {@code optional} are for stores that know which events
 * exist. A failure shows the rule, what happened, and the remedy. Each test creates a sink and
 * closes it.
 */
public abstract class EventSinkContract {
  private @Nullable SinkProbe probe;

  /** For subclasses. */
  protected EventSinkContract() {}

  /**
   * {@return a new sink, connected to a store that works} The store may contain the events of
   * earlier tests: events of different tests have different names.
   *
   * @throws Exception if the sink cannot be created; the test fails with it
   */
  protected abstract EventSink createSink() throws Exception;

  /**
   * {@return whether the store keeps every record, so that it cannot answer ALREADY_EXISTS and
   * NOT_FOUND: a log, a topic, a webhook} The default is false; true skips the optional rules.
   */
  protected boolean appendOnly() {
    return false;
  }

  /** {@return how long a call may take, and how long an answer may take} The default is 5 s. */
  protected Duration timeout() {
    return Duration.ofSeconds(5);
  }

  /** {@return the namespace to write to} The default is {@code default}. */
  protected String namespace() {
    return "default";
  }

  /**
   * {@return the event as the store has it now} The contract compares it, unless it is empty. The
   * default is empty.
   *
   * @param event an event with the namespace and name to read
   * @throws Exception if it cannot be read; the test fails with it
   */
  protected Optional<Event> stored(Event event) throws Exception {
    return Optional.empty();
  }

  @BeforeEach
  final void openSink() throws Exception {
    probe = new SinkProbe(createSink(), timeout());
  }

  @AfterEach
  final void closeSink() {
    if (probe != null) {
      probe.release();
    }
  }

  /** A create of a valid event succeeds in time. */
  @Test
  public final void required_create_answers_within_the_timeout() {
    writes().createAnswers();
  }

  /** Methods return a stage immediately, for every event. */
  @Test
  public final void required_no_method_blocks_or_throws_synchronously() {
    life().nothingBlocksOrThrows();
  }

  /** A created event can be patched; {@link #stored} returns the change. */
  @Test
  public final void required_patch_of_an_event_that_was_created_succeeds() {
    writes().patchSucceeds();
  }

  /** A created event can be updated; {@link #stored} returns the change. */
  @Test
  public final void required_update_of_an_event_that_was_created_succeeds() {
    writes().updateSucceeds();
  }

  /** If the sink answers with the stored state, it is the state of the event that was written. */
  @Test
  public final void required_a_stored_event_keeps_namespace_name_and_regarding() {
    writes().identityIsKept();
  }

  /** This includes NUL, half surrogate pairs and text that looks like JSON. */
  @Test
  public final void
      required_messages_of_any_unicode_and_control_characters_are_accepted_or_REJECTED() {
    writes().anyText();
  }

  /** Other exceptions count as bugs: the pipeline retries the write once and then rejects it. */
  @Test
  public final void required_failures_are_SinkException_or_IOException_or_TimeoutException() {
    writes().failures();
  }

  /** Twice as many writes as the sink's maximum, at least 32; each gets its own answer. */
  @Test
  public final void required_many_writes_in_flight_are_all_answered() {
    writes().manyInFlight();
  }

  /** Nine patches follow a create, each with the resourceVersion of the answer before. */
  @Test
  public final void required_writes_of_one_event_one_after_another_succeed() {
    writes().oneAfterAnother();
  }

  /** This holds without a write and with a write in flight. */
  @Test
  public final void required_flush_completes() {
    life().flush();
  }

  /** All writes are answered before. */
  @Test
  public final void required_close_returns_within_its_timeout() {
    life().close();
  }

  /** Close returns in time, and the writes are answered or fail. */
  @Test
  public final void required_close_with_writes_under_way_completes() {
    life().closeUnderWay();
  }

  /** A pipeline that is closing may send a late write. */
  @Test
  public final void required_writes_after_close_fail_or_complete_but_do_not_hang_or_throw() {
    life().afterClose();
  }

  /** A pipeline takes its settings from them. */
  @Test
  public final void required_defaults_are_sane() {
    life().defaults();
  }

  /** Each failure domain has a circuit breaker. */
  @Test
  public final void required_failureDomain_is_never_null_and_stable() {
    life().failureDomain();
  }

  /** The pipeline cancels an attempt that timed out. */
  @Test
  public final void required_the_stage_may_be_cancelled() {
    writes().cancel();
  }

  /** Otherwise a new event would overwrite another one. */
  @Test
  public final void optional_create_of_an_existing_event_answers_ALREADY_EXISTS() {
    assumeStoreTells();
    writes().alreadyExists();
  }

  /** Otherwise occurrences after the event expired in the store would be lost. */
  @Test
  public final void optional_patch_of_a_missing_event_answers_NOT_FOUND() {
    assumeStoreTells();
    writes().patchNotFound();
  }

  /** Updates follow the same rule as patches. */
  @Test
  public final void optional_update_of_a_missing_event_answers_NOT_FOUND() {
    assumeStoreTells();
    writes().updateNotFound();
  }

  private void assumeStoreTells() {
    Assumptions.assumeFalse(
        appendOnly(), "appendOnly(): the store keeps every record and cannot tell");
  }

  private SinkWriteRules writes() {
    return new SinkWriteRules(probe(), new SinkEvents(namespace()), this::readBack);
  }

  private SinkLifeRules life() {
    return new SinkLifeRules(probe(), new SinkEvents(namespace()));
  }

  private SinkProbe probe() {
    if (probe == null) {
      throw new IllegalStateException("no sink; run the contract with JUnit 5");
    }
    return probe;
  }

  private Optional<Event> readBack(Event event) {
    try {
      return stored(event);
    } catch (Exception e) {
      throw new AssertionError("stored(event) failed with " + e, e);
    }
  }
}
