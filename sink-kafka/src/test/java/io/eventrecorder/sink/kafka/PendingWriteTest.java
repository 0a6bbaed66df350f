package io.eventrecorder.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stage that the sink returns completes like a future of the JDK. */
class PendingWriteTest {
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final EventSink sink = KafkaEventSink.builder("events").producer(producer).build();
  private final CompletableFuture<@Nullable Event> write =
      sink.create(Events.backOff()).toCompletableFuture();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void close() {
    sink.close(Duration.ofSeconds(5));
  }

  @Test
  void each_action_runs_once_in_the_order_of_the_stages() {
    var unused =
        write
            .whenComplete((event, failure) -> log.add("first " + failure))
            .whenComplete((event, failure) -> log.add("second " + failure));

    assertThat(write.complete(null)).isTrue();

    assertThat(log).containsExactly("first null", "second null");
    assertThat(write).isCompletedWithValue(null);
  }

  @Test
  void an_action_that_comes_after_the_result_runs_immediately() {
    write.complete(null);

    var unused = write.whenComplete((event, failure) -> log.add("late " + failure));

    assertThat(log).containsExactly("late null");
  }

  @Test
  void the_first_result_counts() {
    var unused = write.whenComplete((event, failure) -> log.add("action " + failure));

    assertThat(write.completeExceptionally(new RecordTooLargeException("9 MB"))).isTrue();
    assertThat(write.complete(null)).isFalse();
    assertThat(write.cancel(true)).isFalse();

    assertThat(log).containsExactly("action " + new RecordTooLargeException("9 MB"));
    assertThat(write).isCompletedExceptionally().isNotCancelled();
  }

  @Test
  void a_cancelled_write_tells_its_action() {
    List<Throwable> failures = new ArrayList<>();
    var unused = write.whenComplete((event, failure) -> failures.add(failure));

    assertThat(write.cancel(true)).isTrue();
    assertThat(write.cancel(true)).as("again").isTrue();

    assertThat(failures).singleElement().isInstanceOf(CancellationException.class);
    assertThat(write).isCancelled();
  }

  @Test
  void what_the_first_action_throws_changes_no_result() {
    CompletableFuture<@Nullable Event> other = sink.create(Events.backOff()).toCompletableFuture();
    var seen = write.whenComplete(PendingWriteTest::fail).handle((event, failure) -> failure);
    var seenToo = other.whenComplete(PendingWriteTest::fail).handle((event, failure) -> failure);
    RecordTooLargeException refused = new RecordTooLargeException("9 MB");

    assertThat(write.complete(null)).isTrue();
    assertThat(other.completeExceptionally(refused)).isTrue();

    assertThat(write).isCompletedWithValue(null);
    assertThat(seen).isCompletedWithValue(null);
    assertThat(other.handle((event, failure) -> failure)).isCompletedWithValue(refused);
    assertThat(seenToo).isCompletedWithValue(refused);
  }

  @Test
  void what_a_later_action_throws_is_the_result_of_its_own_stage() {
    var first = write.whenComplete((event, failure) -> log.add("first " + failure));
    var second = write.whenComplete(PendingWriteTest::fail);

    write.complete(null);

    assertThat(first).isCompletedWithValue(null);
    assertThat(second).isCompletedExceptionally();
  }

  @Test
  void an_action_is_required() {
    assertThatNullPointerException().isThrownBy(() -> write.whenComplete(null));
  }

  private static void fail(@Nullable Event event, @Nullable Throwable failure) {
    throw new IllegalStateException("bug in the action");
  }
}
