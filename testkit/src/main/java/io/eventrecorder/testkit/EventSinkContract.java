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
 * What a pipeline relies on in an {@link EventSink}, as JUnit 5 tests. Extend it, and say how to
 * make the sink:
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
 * <p>A test's name carries its rule, and whether every sink must keep it ({@code required}) or only
 * one whose store can tell ({@code optional}). A failure says the rule, what happened, and what to
 * do. Each test has a sink of its own, which is closed at its end.
 */
public abstract class EventSinkContract {
  private @Nullable SinkProbe probe;

  /** For subclasses. */
  protected EventSinkContract() {}

  /**
   * {@return a new sink, connected to a store that works} It may keep what other sinks wrote
   * before: events of different tests have different names.
   *
   * @throws Exception if it cannot be made; the test fails with it
   */
  protected abstract EventSink createSink() throws Exception;

  /**
   * {@return whether the store keeps every record, so that it cannot answer ALREADY_EXISTS and
   * NOT_FOUND: a log, a topic, a webhook} The default is false; true skips the optional rules.
   */
  protected boolean appendOnly() {
    return false;
  }

  /** {@return how long a call, and an answer, may take} The default is 5 s. */
  protected Duration timeout() {
    return Duration.ofSeconds(5);
  }

  /** {@return the namespace to write to} The default is {@code default}. */
  protected String namespace() {
    return "default";
  }

  /**
   * {@return what the store holds of an event now} If it can be read back, the contract compares
   * it; the default is empty.
   *
   * @param event the event, known by its namespace and name
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

  /** A create of a sound event succeeds, in time. */
  @Test
  public final void required_create_answers_within_the_timeout() {
    writes().createAnswers();
  }

  /** Methods return at once, with a stage, whatever the event is like. */
  @Test
  public final void required_no_method_blocks_or_throws_synchronously() {
    life().nothingBlocksOrThrows();
  }

  /** What was created can be patched; what can be read back has changed. */
  @Test
  public final void required_patch_of_an_event_that_was_created_succeeds() {
    writes().patchSucceeds();
  }

  /** What was created can be updated; what can be read back has changed. */
  @Test
  public final void required_update_of_an_event_that_was_created_succeeds() {
    writes().updateSucceeds();
  }

  /** A stored state, if the sink answers one, is of the event that was written. */
  @Test
  public final void required_a_stored_event_keeps_namespace_name_and_regarding() {
    writes().identityIsKept();
  }

  /** Also NUL, half surrogate pairs and text that looks like JSON. */
  @Test
  public final void
      required_messages_of_any_unicode_and_control_characters_are_accepted_or_REJECTED() {
    writes().anyText();
  }

  /** Other exceptions count as bugs: the write is tried once more and then lost. */
  @Test
  public final void required_failures_are_SinkException_or_IOException_or_TimeoutException() {
    writes().failures();
  }

  /** Twice as many as the sink's own maximum, at least 32, each with its own answer. */
  @Test
  public final void required_many_writes_in_flight_are_all_answered() {
    writes().manyInFlight();
  }

  /** Nine patches after a create, each with what the store answered before. */
  @Test
  public final void required_writes_of_one_event_one_after_another_succeed() {
    writes().oneAfterAnother();
  }

  /** With nothing written and with a write under way. */
  @Test
  public final void required_flush_completes() {
    life().flush();
  }

  /** With all writes answered. */
  @Test
  public final void required_close_returns_within_its_timeout() {
    life().close();
  }

  /** Close returns in time, and the writes are answered, be it by a failure. */
  @Test
  public final void required_close_with_writes_under_way_completes() {
    life().closeUnderWay();
  }

  /** A pipeline that is closing may be late. */
  @Test
  public final void required_writes_after_close_fail_or_complete_but_do_not_hang_or_throw() {
    life().afterClose();
  }

  /** A pipeline is configured with them. */
  @Test
  public final void required_defaults_are_sane() {
    life().defaults();
  }

  /** Outages are counted by it. */
  @Test
  public final void required_failureDomain_is_never_null_and_stable() {
    life().failureDomain();
  }

  /** An attempt that has timed out is cancelled. */
  @Test
  public final void required_the_stage_may_be_cancelled() {
    writes().cancel();
  }

  /** Else a new event would overwrite a stranger's. */
  @Test
  public final void optional_create_of_an_existing_event_answers_ALREADY_EXISTS() {
    assumeStoreTells();
    writes().alreadyExists();
  }

  /** Else occurrences after the store's expiry of the event would be lost. */
  @Test
  public final void optional_patch_of_a_missing_event_answers_NOT_FOUND() {
    assumeStoreTells();
    writes().patchNotFound();
  }

  /** As with a patch. */
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
