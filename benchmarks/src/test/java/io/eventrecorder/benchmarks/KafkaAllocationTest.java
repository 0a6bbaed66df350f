package io.eventrecorder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.sink.kafka.KafkaEventSink;
import io.eventrecorder.spi.EventSink;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bytes that the Kafka sink allocates for each event, on the thread of the pipeline. */
class KafkaAllocationTest {
  private static final int OBJECTS = 100;

  /** A record, its headers, four arrays, the stage of the write, and its place in the queue. */
  private static final int BYTES_WITHOUT_VALUE = 400;

  private final List<Event> events = IntStream.range(0, 1000).mapToObj(i -> event(i)).toList();
  private final EventSink sink = KafkaEventSink.builder("events").producer(producer()).build();

  @AfterEach
  void close() {
    sink.close(Duration.ofSeconds(10));
  }

  @Test
  void a_record_allocates_its_value_and_little_more() {
    long value = EventJson.writeBytes(events.get(0), EventApi.CORE_V1).length;
    long bound = value + BYTES_WITHOUT_VALUE;

    assertThat(AllocatedBytes.perEvent(bound, events.size(), this::bytesOfRound))
        .isBetween(value, bound);
  }

  private long bytesOfRound() {
    List<CompletionStage<@Nullable Event>> writes = new ArrayList<>(events.size());
    long bytes = AllocatedBytes.of(() -> events.forEach(event -> writes.add(observed(event))));
    writes.forEach(write -> write.toCompletableFuture().join());
    return bytes;
  }

  private CompletionStage<@Nullable Event> observed(Event event) {
    CompletionStage<@Nullable Event> write = sink.create(event);
    var unused = write.whenComplete((stored, failure) -> {});
    return write;
  }

  private static Event event(int i) {
    return Event.builder()
        .name("4711-" + i % OBJECTS + ".187a" + i)
        .namespace("eu")
        .regarding(ObjectReference.of("Order", "eu", "4711-" + i % OBJECTS))
        .type(EventType.WARNING)
        .reason("PaymentFailed")
        .message("card " + i + " was declined: expired")
        .reportingController("shop")
        .reportingInstance("host-1")
        .count(1)
        .lastTimestamp(Instant.ofEpochSecond(1_790_000_000, 123_456_000))
        .build();
  }

  /** Acknowledges each record at once. Kafka's mock producer would keep all of them. */
  @SuppressWarnings("unchecked")
  private static Producer<byte[], byte[]> producer() {
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            KafkaAllocationTest.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("send")) {
                ((Callback) arguments[1]).onCompletion(null, null);
                return CompletableFuture.completedFuture(null);
              }
              return null;
            });
  }
}
