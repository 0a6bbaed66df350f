package io.eventrecorder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import io.eventrecorder.spi.BlockingEventSink;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.spi.SinkException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link EventSink#blocking}. Threads meet at gates; nothing waits for time to pass. */
@Timeout(20)
class BlockingSinkTest {
  private final GatedSink store = new GatedSink();
  private final SinkEvents events = new SinkEvents("default");
  private EventSink sink = EventSink.blocking(store, 2);

  @AfterEach
  void release() {
    store.gate.release(1000);
    sink.close(Duration.ofSeconds(5));
  }

  @Test
  void no_more_writes_run_at_once_than_the_concurrency_says() throws Exception {
    List<CompletionStage<@Nullable Event>> writes =
        List.of(create("1"), create("2"), create("3"), create("4"));
    store.awaitRunning("1", "2");
    assertThat(store.started).isEmpty();
    store.gate.release(4);
    for (CompletionStage<@Nullable Event> write : writes) {
      get(write);
    }
    assertThat(store.mostRunning.get()).isEqualTo(2);
  }

  @Test
  void the_caller_does_not_wait_and_the_answer_comes_from_a_daemon_thread() throws Exception {
    CompletionStage<@Nullable Event> write = create("1");
    store.awaitRunning("1");
    assertThat(write.toCompletableFuture()).isNotDone();
    assertThat(store.threads.take().isDaemon()).isTrue();
    store.gate.release();
    assertThat(get(write)).isNull();
  }

  @Test
  void a_cancel_interrupts_the_running_write_and_only_it() throws Exception {
    CompletionStage<@Nullable Event> cancelled = create("cancelled");
    store.awaitRunning("cancelled");
    CompletionStage<@Nullable Event> other = create("other");
    store.awaitRunning("other");

    cancelled.toCompletableFuture().cancel(true);
    assertThat(store.interrupted.take()).isEqualTo("cancelled");
    store.gate.release(2);
    get(other);
    get(create("next on the same thread"));
    assertThat(store.interrupted).isEmpty();
  }

  @Test
  void a_leftover_interrupt_does_not_reach_dependent_stages() throws Exception {
    store.leavesInterruptBehind = true;
    CompletionStage<@Nullable Event> write = create("1");
    store.awaitRunning("1"); // so that the callback is there before the answer
    CompletionStage<Boolean> interrupted =
        write.thenApply(stored -> Thread.currentThread().isInterrupted());
    store.gate.release();
    assertThat(get(interrupted)).isFalse();
  }

  @Test
  void a_late_cancel_does_not_interrupt_dependent_stages() throws Exception {
    CompletionStage<@Nullable Event> write = create("1");
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    write.whenComplete(
        (stored, failure) -> {
          write.toCompletableFuture().cancel(true);
          interrupted.complete(Thread.currentThread().isInterrupted());
        });
    store.awaitRunning("1");
    store.gate.release();
    assertThat(interrupted.get(5, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void a_cancel_removes_a_waiting_write_from_the_queue() throws Exception {
    create("1");
    create("2");
    store.awaitRunning("1", "2");
    CompletionStage<@Nullable Event> waiting = create("cancelled");
    CompletionStage<@Nullable Event> last = create("last");
    waiting.toCompletableFuture().cancel(true);
    store.gate.release(4);
    get(last);
    get(sink.flush());
    assertThat(store.started).containsExactly("last");
  }

  @Test
  void exceptions_pass_through_as_they_are() {
    store.gate.release(4);
    for (Exception failure :
        List.of(
            new IOException("reset"),
            SinkException.rejected("no", null),
            new IllegalStateException("bug"))) {
      store.failure = failure;
      assertThatThrownBy(() -> get(create("fails")))
          .isInstanceOf(ExecutionException.class)
          .hasCause(failure);
    }
  }

  @Test
  void update_patch_defaults_and_failureDomain_call_the_wrapped_sink() throws Exception {
    store.gate.release(2);
    Event event = events.fresh("changed");
    assertThat(get(sink.update(event))).isSameAs(event);
    assertThat(get(sink.patch(event, EventPatch.ofCount(event)))).isEqualTo(patched(event));
    assertThat(sink.defaults().correlator()).isEqualTo("none");
    assertThat(sink.failureDomain(event)).isEqualTo("default");
  }

  @Test
  void the_default_of_maxInFlight_is_the_concurrency() {
    assertThat(sink.defaults().maxInFlight()).isEqualTo(2);
  }

  @Test
  void a_concurrency_below_one_is_an_error() {
    assertThatThrownBy(() -> EventSink.blocking(store, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("concurrency 0 must be at least 1");
  }

  @Test
  void flush_completes_after_all_accepted_writes() throws Exception {
    CompletionStage<@Nullable Event> write = create("under way");
    store.awaitRunning("under way");
    CompletionStage<@Nullable Void> flush = sink.flush(); // a thread is free for it
    get(sink.update(events.fresh("not held at the gate"))); // on that thread, after a flush
    assertThat(store.flushes.get()).isZero();
    store.gate.release();
    get(flush);
    assertThat(write.toCompletableFuture()).isDone();
    assertThat(store.flushes.get()).isEqualTo(1);
  }

  @Test
  void flush_completes_in_spite_of_a_failed_write() throws Exception {
    store.failure = new IOException("reset");
    store.gate.release();
    create("fails");
    get(sink.flush());
    assertThat(store.flushes.get()).isEqualTo(1);
  }

  @Test
  void close_waits_for_the_writes_in_flight() throws Exception {
    CompletionStage<@Nullable Event> write = create("1");
    store.awaitRunning("1");
    store.gate.release();
    sink.close(Duration.ofSeconds(5));
    assertThat(get(write)).isNull();
    assertThat(store.interrupted).isEmpty();
    assertThat(store.closedWith).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void close_interrupts_and_answers_the_remaining_writes_after_its_timeout() throws Exception {
    List<CompletionStage<@Nullable Event>> writes = List.of(create("1"), create("2"), create("3"));
    store.awaitRunning("1", "2");
    sink.close(Duration.ofMillis(1));
    assertThat(List.of(store.interrupted.take(), store.interrupted.take()))
        .containsExactlyInAnyOrder("1", "2");
    for (CompletionStage<@Nullable Event> write : writes) {
      assertThatThrownBy(() -> get(write))
          .cause()
          .isInstanceOfSatisfying(
              SinkException.class,
              failure -> {
                assertThat(failure.kind()).isEqualTo(SinkException.Kind.RETRYABLE);
                assertThat(failure.ambiguous()).isTrue();
              });
    }
    assertThat(store.closedWith).isZero(); // its time was used up
    assertThat(store.started).isEmpty(); // the third never ran
  }

  @Test
  void a_write_after_close_fails_and_is_retryable() {
    sink.close(Duration.ofSeconds(1));
    assertThatThrownBy(() -> get(create("late")))
        .cause()
        .isInstanceOf(SinkException.class)
        .hasMessage("the sink is closed");
  }

  private CompletionStage<@Nullable Event> create(String message) {
    return sink.create(events.fresh(message));
  }

  private static <T extends @Nullable Object> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  private static Event patched(Event event) {
    return event.toBuilder().action("patched").build();
  }

  /** Each write waits at a gate and shows when it got there. */
  private static final class GatedSink implements BlockingEventSink {
    final Semaphore gate = new Semaphore(0);
    final BlockingQueue<String> started = new LinkedBlockingQueue<>();
    final BlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
    final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostRunning = new AtomicInteger();
    final AtomicInteger flushes = new AtomicInteger();
    volatile boolean leavesInterruptBehind;
    volatile @Nullable Exception failure;
    volatile @Nullable Duration closedWith;

    void awaitRunning(String... messages) throws InterruptedException {
      List<String> seen = new ArrayList<>();
      for (String unused : messages) {
        seen.add(started.take());
      }
      assertThat(seen).containsExactlyInAnyOrder(messages);
    }

    @Override
    public @Nullable Event create(Event event) throws Exception {
      mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
      threads.add(Thread.currentThread());
      started.add(event.message());
      try {
        gate.acquire();
        if (leavesInterruptBehind) {
          Thread.currentThread().interrupt();
        }
      } catch (InterruptedException e) {
        interrupted.add(event.message());
        throw e;
      } finally {
        running.decrementAndGet();
      }
      if (failure != null) {
        throw failure;
      }
      return null;
    }

    @Override
    public Event update(Event event) {
      return event;
    }

    @Override
    public Event patch(Event newest, EventPatch patch) {
      return patched(newest);
    }

    @Override
    public SinkDefaults defaults() {
      return BlockingEventSink.super.defaults().withCorrelator("none");
    }

    @Override
    public String failureDomain(Event event) {
      return event.namespace();
    }

    @Override
    public void flush() {
      flushes.incrementAndGet();
    }

    @Override
    public void close(Duration timeout) {
      closedWith = timeout;
    }
  }
}
