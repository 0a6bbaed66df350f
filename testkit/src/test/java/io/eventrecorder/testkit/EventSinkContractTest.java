package io.eventrecorder.testkit;

import static io.eventrecorder.testkit.ContractRun.assertBroken;
import static io.eventrecorder.testkit.ContractRun.assertKept;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.BlockingEventSink;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract passes sound sinks and names what is wrong with others. */
class EventSinkContractTest {
  private static final int RULES = 19;

  @Test
  void a_store_keeps_all_rules() {
    assertKept(InMemory.class, RULES, 0);
  }

  @Test
  void a_blocking_sink_that_only_appends_keeps_all_rules_that_apply() {
    assertKept(Blocking.class, RULES, 3);
  }

  @Test
  void a_sink_that_never_answers() {
    assertBroken(
        Silent.class,
        "required_create_answers_within_the_timeout",
        "rule:     every write is answered within the timeout",
        "happened: the stage of create was not completed within PT0.3S",
        "remedy:   complete the stage on every path");
  }

  @Test
  void a_sink_that_blocks() {
    assertBroken(
        Blocks.class,
        "required_no_method_blocks_or_throws_synchronously",
        "happened: create did not return within PT0.3S",
        "BlockingEventSink");
  }

  @Test
  void a_sink_that_throws() {
    assertBroken(
        Throws.class,
        "required_no_method_blocks_or_throws_synchronously",
        "happened: create threw java.lang.IllegalArgumentException: no name",
        "completes exceptionally with a SinkException");
  }

  @Test
  void a_sink_that_returns_null_instead_of_a_stage() {
    assertBroken(
        NullStage.class,
        "required_create_answers_within_the_timeout",
        "happened: create returned null",
        "completedFuture(null)");
  }

  @Test
  void a_sink_that_cannot_patch_or_update() {
    assertBroken(
        NoPatch.class,
        "required_patch_of_an_event_that_was_created_succeeds",
        "happened: patch failed with io.eventrecorder.spi.SinkException: 405");
    assertBroken(
        NoPatch.class,
        "required_update_of_an_event_that_was_created_succeeds",
        "happened: update failed with io.eventrecorder.spi.SinkException: 405");
  }

  @Test
  void a_sink_whose_patches_store_nothing() {
    assertBroken(
        LosesPatches.class,
        "required_patch_of_an_event_that_was_created_succeeds",
        "happened: the store has Normal Contract");
    assertBroken(
        LosesPatches.class,
        "required_writes_of_one_event_one_after_another_succeed",
        "occurrence 10",
        "count 10");
  }

  @Test
  void a_sink_that_renames_or_forgets_the_object() {
    assertBroken(
        Renames.class,
        "required_a_stored_event_keeps_namespace_name_and_regarding",
        "namespace default became \"other\"",
        "became \"renamed\"",
        "regarding Pod/default/contract became ");
  }

  @Test
  void a_sink_that_fails_on_control_characters() {
    assertBroken(
        AsciiOnly.class,
        "required_messages_of_any_unicode_and_control_characters_are_accepted_or_REJECTED",
        "create of the message \"\\u0000 NUL,",
        "failed with io.eventrecorder.spi.SinkException: bad text");
  }

  @Test
  void a_sink_that_fails_with_an_exception_of_its_client() {
    assertBroken(
        RawFailure.class,
        "required_failures_are_SinkException_or_IOException_or_TimeoutException",
        "failed with java.lang.IllegalStateException: client said no",
        "translate the exceptions of the client");
  }

  @Test
  void a_sink_that_drops_writes_when_many_are_in_flight() {
    assertBroken(
        DropsTheTwentieth.class,
        "required_many_writes_in_flight_are_all_answered",
        "the stage of create was not completed");
  }

  @Test
  void a_sink_that_mixes_up_answers() {
    assertBroken(
        MixesUp.class,
        "required_many_writes_in_flight_are_all_answered",
        "rule:     every write gets its own answer");
  }

  @Test
  void a_sink_that_cannot_flush() {
    assertBroken(
        FlushFails.class, "required_flush_completes", "flush with nothing written failed with");
  }

  @Test
  void a_sink_whose_close_hangs() {
    assertBroken(
        CloseHangs.class,
        "required_close_returns_within_its_timeout",
        "rule:     close returns within its timeout",
        "happened: close(PT0.3S) did not return within PT0.6S");
  }

  @Test
  void a_sink_that_forgets_its_writes_when_it_is_closed() {
    assertBroken(
        ForgetsAtClose.class,
        "required_close_with_writes_under_way_completes",
        "the stage of create before close was not completed");
  }

  @Test
  void a_sink_that_throws_after_close() {
    assertBroken(
        ThrowsAfterClose.class,
        "required_writes_after_close_fail_or_complete_but_do_not_hang_or_throw",
        "create threw java.lang.IllegalStateException: closed");
  }

  @Test
  void a_sink_with_invalid_defaults() {
    assertBroken(NoFlight.class, "required_defaults_are_sane", "maxInFlight=0");
  }

  @Test
  void a_sink_whose_failure_domain_changes() {
    assertBroken(
        RestlessDomain.class,
        "required_failureDomain_is_never_null_and_stable",
        "is domain-1, then domain-2");
  }

  @Test
  void a_sink_that_fails_after_a_cancelled_stage() {
    assertBroken(
        CannotCancel.class,
        "required_the_stage_may_be_cancelled",
        "cancel(true) threw java.lang.UnsupportedOperationException");
  }

  @Test
  void a_sink_that_overwrites_existing_events() {
    assertBroken(
        Upserts.class,
        "optional_create_of_an_existing_event_answers_ALREADY_EXISTS",
        "happened: the second create succeeded",
        "override appendOnly()");
    assertBroken(
        Upserts.class,
        "optional_patch_of_a_missing_event_answers_NOT_FOUND",
        "happened: patch succeeded");
    assertBroken(
        Upserts.class,
        "optional_update_of_a_missing_event_answers_NOT_FOUND",
        "happened: update succeeded");
  }

  static final class InMemory extends EventSinkContract {
    private final InMemoryEventSink sink = new InMemoryEventSink();

    @Override
    protected EventSink createSink() {
      return sink;
    }

    @Override
    protected Optional<Event> stored(Event event) {
      return sink.find(event.namespace(), event.name());
    }
  }

  static final class Blocking extends EventSinkContract {
    @Override
    protected EventSink createSink() {
      return EventSink.blocking(
          new BlockingEventSink() {
            @Override
            public @Nullable Event create(Event event) {
              return null;
            }

            @Override
            public @Nullable Event update(Event event) {
              return null;
            }
          },
          2);
    }

    @Override
    protected boolean appendOnly() {
      return true;
    }
  }

  /** A sound store whose methods the others break. */
  abstract static class Broken extends EventSinkContract implements EventSink {
    final InMemoryEventSink store = new InMemoryEventSink();

    @Override
    protected EventSink createSink() {
      return this;
    }

    @Override
    protected Duration timeout() {
      return Duration.ofMillis(300);
    }

    @Override
    protected Optional<Event> stored(Event event) {
      return store.find(event.namespace(), event.name());
    }

    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return store.create(event);
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return store.update(event);
    }

    @Override
    public CompletionStage<@Nullable Event> patch(Event newest, EventPatch patch) {
      return store.patch(newest, patch);
    }
  }

  static final class Silent extends Broken {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return new CompletableFuture<>();
    }
  }

  static final class Blocks extends Broken {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      awaitInterrupt();
      return super.create(event);
    }
  }

  static final class Throws extends Broken {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      if (event.name().isEmpty()) {
        throw new IllegalArgumentException("no name");
      }
      return super.create(event);
    }
  }

  static final class NullStage extends Broken {
    @Override
    @SuppressWarnings("NullAway") // what this sink does wrong
    public CompletionStage<@Nullable Event> create(Event event) {
      return null;
    }
  }

  static final class NoPatch extends Broken {
    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return CompletableFuture.failedFuture(SinkException.rejected("405", null));
    }

    @Override
    public CompletionStage<@Nullable Event> patch(Event newest, EventPatch patch) {
      return update(newest);
    }
  }

  static final class LosesPatches extends Broken {
    @Override
    public CompletionStage<@Nullable Event> patch(Event newest, EventPatch patch) {
      return CompletableFuture.completedFuture(null);
    }
  }

  static final class Renames extends Broken {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return CompletableFuture.completedFuture(
          event.toBuilder()
              .namespace("other")
              .name("renamed")
              .regarding(ObjectReference.empty())
              .build());
    }
  }

  static final class AsciiOnly extends Broken {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return event.message().indexOf(0) >= 0
          ? CompletableFuture.failedFuture(SinkException.retryable("bad text", null))
          : super.create(event);
    }
  }

  static final class RawFailure extends Broken {
    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return CompletableFuture.failedFuture(new IllegalStateException("client said no"));
    }
  }

  static final class DropsTheTwentieth extends Broken {
    private final AtomicInteger writes = new AtomicInteger();

    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return writes.incrementAndGet() == 20 ? new CompletableFuture<>() : super.create(event);
    }
  }

  static final class MixesUp extends Broken {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return super.create(event).thenApply(stored -> store.events().get(0));
    }
  }

  static final class FlushFails extends Broken {
    @Override
    public CompletionStage<@Nullable Void> flush() {
      return CompletableFuture.failedFuture(SinkException.retryable("cannot", null));
    }
  }

  static final class CloseHangs extends Broken {
    @Override
    public void close(Duration timeout) {
      awaitInterrupt();
    }
  }

  static final class ForgetsAtClose extends Broken {
    private final FaultyEventSink held =
        new FaultyEventSink(store).otherwise((attempt, event) -> SinkOutcome.stored().held());

    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return held.create(event);
    }
  }

  static final class ThrowsAfterClose extends Broken {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      if (store.isClosed()) {
        throw new IllegalStateException("closed");
      }
      return super.create(event);
    }

    @Override
    public void close(Duration timeout) {
      store.close(timeout);
    }
  }

  static final class NoFlight extends Broken {
    @Override
    public SinkDefaults defaults() {
      return SinkDefaults.standard().withMaxInFlight(0);
    }
  }

  static final class RestlessDomain extends Broken {
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public String failureDomain(Event event) {
      return "domain-" + calls.incrementAndGet();
    }
  }

  static final class CannotCancel extends Broken {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return new CompletableFuture<>() {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }

  static final class Upserts extends Broken {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return CompletableFuture.completedFuture(event);
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return create(event);
    }

    @Override
    public CompletionStage<@Nullable Event> patch(Event newest, EventPatch patch) {
      return create(newest);
    }
  }

  /** As a client does that waits for an answer. */
  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
