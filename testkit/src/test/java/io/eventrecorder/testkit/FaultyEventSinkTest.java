package io.eventrecorder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.SinkException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaultyEventSinkTest {
  private final InMemoryEventSink store = new InMemoryEventSink();
  private final FaultyEventSink sink = new FaultyEventSink(store);
  private final SinkEvents events = new SinkEvents("default");
  private final Event event = events.fresh("first");

  @Test
  void an_unscripted_sink_passes_writes_to_the_wrapped_sink() {
    assertThat(future(sink.create(event))).isCompletedWithValue(store.events().get(0));
    assertThat(future(sink.update(event))).isCompleted();
    assertThat(future(sink.patch(event, EventPatch.ofState(event)))).isCompleted();
    assertThat(future(sink.create(event))).isCompletedExceptionally(); // exists
    assertThat(sink.defaults()).isEqualTo(store.defaults());
    assertThat(sink.failureDomain(event)).isEqualTo(store.failureDomain(event));
    assertThat(sink.flush().toCompletableFuture()).isCompleted();
    sink.close(Duration.ZERO);
    assertThat(store.isClosed()).isTrue();
  }

  @Test
  void failed_stores_nothing() {
    SinkException failure = SinkException.retryable("503", null);
    sink.next(SinkOutcome.failed(failure));
    assertThat(failure(sink.create(event))).isSameAs(failure);
    assertThat(store.events()).isEmpty();
  }

  @Test
  void storedButFailed_stores_and_fails() {
    IOException failure = new IOException("reset");
    sink.next(SinkOutcome.storedButFailed(failure));
    assertThat(failure(sink.create(event))).isSameAs(failure);
    assertThat(store.events()).hasSize(1);
  }

  @Test
  void thrown_throws_from_the_call() {
    IllegalStateException failure = new IllegalStateException("bug");
    AssertionError error = new AssertionError("worse");
    sink.next(SinkOutcome.thrown(failure), SinkOutcome.thrown(error));
    assertThatThrownBy(() -> future(sink.create(event))).isSameAs(failure);
    assertThatThrownBy(() -> future(sink.create(event))).isSameAs(error);
    assertThatThrownBy(() -> SinkOutcome.thrown(new IOException("checked")))
        .hasMessageContaining("use failed(…)");
  }

  @Test
  void nullStage_returns_null() {
    sink.next(SinkOutcome.nullStage());
    assertThat((Object) sink.create(event)).isNull();
    assertThat(store.events()).isEmpty();
  }

  @Test
  void silent_never_answers() {
    sink.next(SinkOutcome.silent());
    CompletableFuture<@Nullable Event> write = future(sink.create(event));
    sink.releaseAll();
    assertThat(write).isNotDone();
    assertThat(store.events()).isEmpty();
  }

  @Test
  void held_answers_are_given_in_any_order_and_their_writes_took_place() {
    sink.otherwise((attempt, written) -> SinkOutcome.stored().held());
    CompletableFuture<@Nullable Event> first = future(sink.create(event));
    Event other = events.fresh("second");
    CompletableFuture<@Nullable Event> second = future(sink.create(other));
    assertThat(store.events()).hasSize(2);
    List<HeldAnswer> held = sink.held();
    assertThat(held).extracting(HeldAnswer::event).containsExactly(event, other);

    held.get(1).release();
    assertThat(second).isCompleted();
    assertThat(first).isNotDone();
    assertThat(sink.held()).containsExactly(held.get(0));
    held.get(0).fail(new TimeoutException());
    assertThat(first).isCompletedExceptionally();
    assertThat(sink.held()).isEmpty();
  }

  @Test
  void releaseAll_gives_all_answers_that_are_held() {
    sink.next(SinkOutcome.failed(new IOException("reset")).held(), SinkOutcome.stored().held());
    CompletableFuture<@Nullable Event> first = future(sink.create(event));
    CompletableFuture<@Nullable Event> second = future(sink.create(event));
    assertThat(first).isNotDone();
    sink.releaseAll();
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompleted();
  }

  @Test
  void a_held_answer_shows_that_the_caller_cancelled_it() {
    sink.next(SinkOutcome.stored().held());
    CompletableFuture<@Nullable Event> write = future(sink.create(event));
    HeldAnswer held = sink.held().get(0);
    assertThat(held.isCancelled()).isFalse();
    write.cancel(true);
    assertThat(held.isCancelled()).isTrue();
    held.release(); // too late, and harmless
    assertThat(write).isCancelled();
  }

  @Test
  void delayed_answers_come_when_the_clock_reaches_their_time() {
    ManualClock clock = new ManualClock();
    sink.next(SinkOutcome.stored().delayed(clock, Duration.ofSeconds(40)));
    CompletableFuture<@Nullable Event> write = future(sink.create(event));
    assertThat(store.events()).hasSize(1);
    clock.advance(Duration.ofSeconds(40).minusNanos(1));
    assertThat(write).isNotDone();
    clock.advance(Duration.ofNanos(1));
    assertThat(write).isCompleted();
  }

  @Test
  void an_outcome_without_answer_cannot_be_held_or_delayed() {
    assertThatThrownBy(() -> SinkOutcome.silent().held())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("SILENT has no answer, so it cannot be held");
    assertThatThrownBy(() -> SinkOutcome.nullStage().delayed(new ManualClock(), Duration.ZERO))
        .hasMessageContaining("cannot be delayed");
  }

  @Test
  void next_goes_before_otherwise_which_gets_the_number_of_the_attempt() {
    Event other = events.fresh("other");
    sink.next(SinkOutcome.stored())
        .otherwise(
            (attempt, written) ->
                written.message().equals("first") && attempt < 3
                    ? SinkOutcome.failed(new IOException("attempt " + attempt))
                    : SinkOutcome.stored());
    assertThat(future(sink.create(event))).isCompleted();
    assertThat(failure(sink.update(event))).hasMessage("attempt 2");
    assertThat(future(sink.create(other))).isCompleted();
    assertThat(future(sink.update(event))).isCompleted();
    assertThat(sink.attempts()).isEqualTo(4);
    assertThat(sink.attempts(event)).isEqualTo(3);
    assertThat(sink.attempts(other)).isEqualTo(1);
  }

  private static Throwable failure(CompletionStage<@Nullable Event> stage) {
    return future(stage).handle((stored, failure) -> failure).join();
  }

  private static CompletableFuture<@Nullable Event> future(CompletionStage<@Nullable Event> stage) {
    return stage.toCompletableFuture();
  }
}
