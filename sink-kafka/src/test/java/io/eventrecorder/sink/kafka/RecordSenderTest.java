package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failures that a real broker seldom causes, with Kafka's own mock producer. */
class RecordSenderTest {
  private final List<FakeProducer> made = new CopyOnWriteArrayList<>();
  private final LongAdder replaced = new LongAdder();
  private final LongAdder deadLettered = new LongAdder();
  private final LongAdder deadLettersLost = new LongAdder();
  private final List<TestSink> open = new ArrayList<>();

  @AfterEach
  void closeSinks() {
    made.forEach(FakeProducer::letGo);
    open.forEach(TestSink::close);
  }

  @Test
  void a_broken_producer_is_replaced() {
    TestSink sink = sink("");
    sink.await(sink.sink.create(Events.numbered("e", 1)));
    made.get(0).sendException = new KafkaException("fatal");

    CompletionStage<?> refused = sink.sink.create(Events.numbered("e", 2));
    assertThat(sink.failure(refused).kind()).isEqualTo(Kind.RETRYABLE);
    sink.await(sink.sink.create(Events.numbered("e", 3)));

    assertThat(made).hasSize(2);
    assertThat(made.get(0).closed()).isTrue();
    assertThat(replaced.sum()).isEqualTo(1);
    assertThat(made.get(1).history()).hasSize(1);
  }

  @Test
  void many_failures_of_one_producer_replace_it_once() {
    TestSink sink = sink("");
    sink.await(sink.sink.create(Events.numbered("e", 0)));
    FakeProducer first = made.get(0);
    first.held = true;
    List<CompletionStage<@Nullable Event>> writes =
        IntStream.range(1, 6).mapToObj(i -> sink.sink.create(Events.numbered("e", i))).toList();
    await().until(() -> first.waiting() == 5);

    first.failAll(new OutOfOrderSequenceException("gap"));
    writes.forEach(
        write -> assertThat(sink.failure(write).ambiguous()).as("may have been stored").isTrue());
    sink.await(sink.sink.create(Events.numbered("e", 6)));
    first.failAll(new ProducerFencedException("late"));
    sink.await(sink.sink.create(Events.numbered("e", 7)));

    assertThat(made).hasSize(2);
  }

  @Test
  void the_applications_producer_is_not_replaced() {
    FakeProducer provided = new FakeProducer();
    provided.sendException = new ProducerFencedException("newer");
    TestSink sink = closing(KafkaEventSink.builder("events").producer(provided).build());

    assertThat(sink.failure(sink.sink.create(Events.backOff())).kind())
        .isEqualTo(Kind.MISCONFIGURED);

    provided.sendException = null;
    sink.await(sink.sink.create(Events.backOff()));
    sink.close();
    assertThat(provided.closed()).isFalse();
    assertThat(provided.history()).hasSize(1);
  }

  @Test
  void a_send_that_times_out_fails_all_waiting_writes() throws InterruptedException {
    TestSink sink = sink("");
    FakeProducer producer = made.get(0);
    producer.block();
    List<CompletionStage<@Nullable Event>> writes =
        IntStream.range(0, 100).mapToObj(i -> sink.sink.create(Events.numbered("e", i))).toList();
    producer.awaitCall();

    producer.sendException = new TimeoutException("not present in metadata");
    producer.letGo();

    writes.forEach(write -> sink.failure(write));
    assertThat(producer.calls.sum()).as("only one send has timed out").isEqualTo(1);
    producer.sendException = null;
    sink.await(sink.sink.create(Events.numbered("e", 100)));
  }

  @Test
  void writes_return_while_the_producer_blocks() throws InterruptedException {
    TestSink sink = sink("");
    FakeProducer producer = made.get(0);
    CompletionStage<?> first = blocked(sink, producer);
    CompletionStage<?> second = sink.sink.create(Events.numbered("e", 1));

    assertThat(first.toCompletableFuture()).isNotDone();
    producer.letGo();
    sink.await(first);
    sink.await(second);
  }

  @Test
  void a_write_that_the_pipeline_gave_up_is_not_sent() throws InterruptedException {
    TestSink sink = sink("");
    FakeProducer producer = made.get(0);
    CompletionStage<?> first = blocked(sink, producer);
    CompletableFuture<?> second = sink.sink.create(Events.numbered("e", 1)).toCompletableFuture();
    second.cancel(true);
    CompletionStage<?> third = sink.sink.create(Events.numbered("e", 2));

    producer.letGo();
    sink.await(first);
    sink.await(third);
    assertThat(producer.history()).hasSize(2);
  }

  @Test
  void close_ends_a_blocked_send_and_completes_all_waiting_writes() throws InterruptedException {
    TestSink sink = sink("");
    FakeProducer producer = made.get(0);
    CompletionStage<?> first = blocked(sink, producer);
    CompletionStage<?> second = sink.sink.create(Events.numbered("e", 1));

    sink.sink.close(Duration.ofMillis(400));

    assertThat(sink.failure(first).kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(sink.failure(second).kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(sink.failure(sink.sink.create(Events.numbered("e", 2))))
        .hasMessageContaining("closed");
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void an_invalid_record_without_a_dead_letter_topic_is_rejected() {
    TestSink sink = sink("");
    made.get(0).sendException = new RecordTooLargeException("9 MB");

    assertThat(sink.failure(sink.sink.create(Events.backOff())).kind()).isEqualTo(Kind.REJECTED);
    assertThat(deadLettered.sum() + deadLettersLost.sum()).isZero();
  }

  @Test
  void an_invalid_record_goes_to_the_dead_letter_topic_and_counts_as_rejected() {
    TestSink sink = sink("dlq");
    FakeProducer producer = made.get(0);
    sink.await(sink.sink.create(Events.numbered("e", 0)));
    CompletableFuture<?> write = held(sink, producer);
    producer.failAll(new RecordTooLargeException("9 MB"));

    assertThat(sink.failure(write).kind()).isEqualTo(Kind.REJECTED);
    assertThat(producer.history()).extracting(ProducerRecord::topic).last().isEqualTo("dlq");
    assertThat(deadLettered.sum()).isEqualTo(1);
  }

  @Test
  void a_refused_dead_letter_delays_no_other_record() {
    TestSink sink = sink("dlq");
    made.get(0).sendException = new RecordTooLargeException("9 MB");

    assertThat(sink.failure(sink.sink.create(Events.backOff())))
        .hasMessageContaining("the dead-letter topic dlq does not accept it either")
        .matches(failure -> failure.kind() == Kind.REJECTED);
    assertThat(deadLettersLost.sum()).isEqualTo(1);

    made.get(0).sendException = null;
    sink.await(sink.sink.create(Events.backOff()));
  }

  @Test
  void only_the_first_dead_letter_waits_for_a_missing_dead_letter_topic() {
    TestSink sink = sink("dlq");
    FakeProducer producer = made.get(0);
    producer.refused.put("events", new RecordTooLargeException("9 MB"));
    producer.refused.put("dlq", new TimeoutException("not present in metadata"));

    for (int i = 0; i < 5; i++) {
      assertThat(sink.failure(sink.sink.create(Events.numbered("e", i))))
          .hasMessageContaining(
              "the dead-letter topic dlq does not accept it either: no answer from"
                  + " the brokers");
    }
    assertThat(deadLettersLost.sum()).isEqualTo(5);
    assertThat(producer.calls.sum()).as("five records and one dead letter").isEqualTo(6);
  }

  @Test
  void a_dead_letter_that_waits_while_a_send_times_out_is_tried_again_with_its_write()
      throws InterruptedException {
    TestSink sink = sink("dlq");
    FakeProducer producer = made.get(0);
    CompletableFuture<?> invalid = held(sink, producer);
    producer.block();
    CompletionStage<?> blocked = sink.sink.create(Events.numbered("e", 1));
    await().until(() -> producer.calls.sum() == 2);
    producer.failAll(new RecordTooLargeException("9 MB"));
    producer.sendException = new TimeoutException("no broker");
    producer.letGo();

    assertThat(sink.failure(blocked).kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(sink.failure(invalid).kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(deadLettersLost.sum()).isZero();
  }

  @Test
  void a_flush_waits_for_the_dead_letters_of_earlier_writes() {
    TestSink sink = sink("dlq");
    FakeProducer producer = made.get(0);
    CompletableFuture<?> invalid = held(sink, producer);
    producer.beforeFlush = () -> producer.failAll(new RecordTooLargeException("9 MB"));

    sink.await(sink.sink.flush());

    assertThat(invalid).isCompletedExceptionally();
    assertThat(deadLettered.sum()).isEqualTo(1);
  }

  @Test
  void a_producer_that_calls_back_and_also_throws_loses_no_waiting_write()
      throws InterruptedException {
    TestSink sink = sink("");
    FakeProducer producer = made.get(0);
    CompletionStage<?> first = blocked(sink, producer);
    CompletionStage<?> second = sink.sink.create(Events.numbered("e", 1));

    producer.refused.put("events", new TimeoutException("not present in metadata"));
    producer.throwsToo = true;
    producer.letGo();

    assertThat(sink.failure(first).kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(sink.failure(second).kind()).isEqualTo(Kind.RETRYABLE);
  }

  @Test
  @Timeout(20)
  void close_ends_in_time_even_if_the_producers_close_does_not() {
    TestSink sink = sink("");
    CountDownLatch end = new CountDownLatch(1);
    made.get(0).beforeClose = () -> hang(end);

    sink.sink.close(Duration.ofMillis(200));
    end.countDown();
  }

  @Test
  void the_longest_duration_is_a_valid_time_to_close() {
    TestSink sink = sink("");
    sink.sink.close(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(made.get(0).closed()).isTrue();
  }

  /** A write that the producer has accepted and not acknowledged. */
  private static CompletableFuture<?> held(TestSink sink, FakeProducer producer) {
    producer.held = true;
    CompletableFuture<?> write = sink.sink.create(Events.numbered("e", 0)).toCompletableFuture();
    await().until(() -> producer.waiting() == 1);
    producer.held = false;
    return write;
  }

  /** A write during whose send the producer blocks. */
  private static CompletionStage<?> blocked(TestSink sink, FakeProducer producer)
      throws InterruptedException {
    producer.block();
    CompletionStage<?> write = sink.sink.create(Events.numbered("e", 0));
    producer.awaitCall();
    return write;
  }

  private static void hang(CountDownLatch end) {
    boolean waiting = true;
    while (waiting) {
      try {
        end.await();
        waiting = false;
      } catch (InterruptedException e) {
        // Ignores the interrupt, as a look-up of a host name does.
      }
    }
  }

  @Test
  void a_tombstone_has_the_events_key_if_the_key_function_throws() {
    TestSink sink =
        sink(
            builder ->
                builder
                    .tombstones(true)
                    .key(
                        event -> {
                          throw new IllegalStateException("boom");
                        }));
    Event gone =
        Events.backOff().toBuilder()
            .unknownFields(Map.of("/metadata/deletionTimestamp", "\"2026-01-01T00:00:00Z\""))
            .build();
    sink.await(sink.sink.update(gone));

    ProducerRecord<byte[], byte[]> tombstone = made.get(0).history().get(0);
    assertThat(tombstone.value()).isNull();
    assertThat(tombstone.key()).asString(UTF_8).isEqualTo("|shop|web-0.187a");
  }

  private TestSink sink(String deadLetterTopic) {
    return sink(builder -> builder.deadLetterTopic(deadLetterTopic));
  }

  private TestSink sink(Consumer<KafkaEventSink.Builder> settings) {
    KafkaEventSink.Builder builder =
        KafkaEventSink.builder("events").bootstrapServers("localhost:9092");
    settings.accept(builder);
    return closing(
        new SinkFactory(EventClock.system(), this::counter, unused -> newProducer())
            .create(builder.settings()));
  }

  private LongAdder counter(String name) {
    return switch (name) {
      case "producers-replaced" -> replaced;
      case "dead-lettered" -> deadLettered;
      case "dead-letters-lost" -> deadLettersLost;
      default -> new LongAdder();
    };
  }

  private FakeProducer newProducer() {
    FakeProducer producer = new FakeProducer();
    made.add(producer);
    return producer;
  }

  private TestSink closing(EventSink sink) {
    TestSink closing = new TestSink(sink);
    open.add(closing);
    return closing;
  }

  /** Acknowledges at once, unless a test holds acknowledgements back or blocks {@code send}. */
  private static final class FakeProducer extends MockProducer<byte[], byte[]> {
    final LongAdder calls = new LongAdder();
    private final List<Callback> heldBack = new ArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final CountDownLatch called = new CountDownLatch(1);
    volatile boolean held;
    volatile boolean throwsToo;
    volatile Runnable beforeFlush = () -> {};
    volatile Runnable beforeClose = () -> {};

    /** The exceptions by topic. As in Kafka, the callback gets them. */
    final Map<String, RuntimeException> refused = new ConcurrentHashMap<>();

    FakeProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void block() {
      gate = new CountDownLatch(1);
    }

    void awaitCall() throws InterruptedException {
      assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
    }

    void letGo() {
      gate.countDown();
    }

    synchronized int waiting() {
      return heldBack.size();
    }

    synchronized void failAll(RuntimeException failure) {
      heldBack.forEach(callback -> callback.onCompletion(null, failure));
    }

    @Override
    @SuppressWarnings(
        "UnsynchronizedOverridesSynchronized") // It blocks, and other threads call other methods
    // meanwhile.
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
      calls.increment();
      called.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
      RuntimeException refusal = refused.get(record.topic());
      if (refusal != null) {
        callback.onCompletion(null, refusal);
        if (throwsToo) {
          throw new IllegalStateException("thrown, too");
        }
        return CompletableFuture.failedFuture(refusal);
      }
      if (held) {
        synchronized (this) {
          heldBack.add(callback);
        }
        return new CompletableFuture<>();
      }
      return super.send(record, callback);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void flush() {
      beforeFlush.run();
      super.flush();
    }

    @Override
    public void close(Duration timeout) {
      beforeClose.run();
      super.close(timeout);
    }
  }
}
