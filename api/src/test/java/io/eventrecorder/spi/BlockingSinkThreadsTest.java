package io.eventrecorder.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A blocking sink in a process that has no thread left. */
@Timeout(60)
class BlockingSinkThreadsTest {
  private static final Event EVENT = Event.builder().name("a").namespace("default").build();

  private final AtomicInteger threads = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final BlockingSinkAdapter sink =
      new BlockingSinkAdapter(
          new Gated(),
          2,
          task -> {
            if (threads.getAndDecrement() <= 0) {
              throw new OutOfMemoryError("unable to create native thread");
            }
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });

  private final class Gated implements BlockingEventSink {
    @Override
    public @Nullable Event create(Event event) throws InterruptedException {
      assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
      return null;
    }

    @Override
    public @Nullable Event update(Event event) throws InterruptedException {
      return create(event);
    }
  }

  private static @Nullable Throwable failure(CompletionStage<?> stage) {
    try {
      Object unused = stage.toCompletableFuture().join();
      return null;
    } catch (CompletionException e) {
      return e.getCause();
    }
  }

  @Test
  void a_blocking_sink_runs_on_threads_that_never_wait_for_room() {
    AtomicReference<@Nullable Thread> used = new AtomicReference<>();
    BlockingEventSink asksForItsThread =
        new BlockingEventSink() {
          @Override
          public @Nullable Event create(Event event) {
            used.set(Thread.currentThread());
            return null;
          }

          @Override
          public @Nullable Event update(Event event) {
            return create(event);
          }
        };
    EventSink blocking = EventSink.blocking(asksForItsThread, 1);
    assertThat(failure(blocking.create(EVENT))).isNull();
    assertThat(used.get()).isInstanceOf(DeliveryThread.class);
    blocking.close(Duration.ofSeconds(30));
  }

  @Test
  void without_a_thread_a_write_may_be_tried_again_and_then_works() {
    assertThat(failure(sink.create(EVENT)))
        .isInstanceOfSatisfying(
            SinkException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(SinkException.Kind.RETRYABLE);
              assertThat(e.ambiguous()).isFalse();
              assertThat(e).hasMessageContaining("no thread can be started");
            });
    threads.set(1);
    gate.countDown();
    assertThat(failure(sink.create(EVENT))).isNull();
    assertThat(failure(sink.flush())).isNull();
    sink.close(Duration.ofSeconds(Long.MAX_VALUE));
  }

  @Test
  void with_one_thread_less_than_wanted_a_write_waits_for_the_one_there_is() {
    threads.set(1);
    CompletionStage<@Nullable Event> first = sink.create(EVENT);
    CompletionStage<@Nullable Event> second = sink.create(EVENT);
    assertThat(second.toCompletableFuture()).isNotDone();
    gate.countDown();
    assertThat(failure(first)).isNull();
    assertThat(failure(second)).isNull();
    sink.close(Duration.ofSeconds(30));
  }
}
