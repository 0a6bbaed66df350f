package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.json.EventJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A broker that is down for a while, and a broker that is slow. */
@ExtendWith(SharedBroker.class)
class OutageTest {
  private static final int PODS = 4;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AtomicInteger recorded = new AtomicInteger();
  private final AtomicLong longestCall = new AtomicLong();

  /**
   * Two pipelines have the same outage. The queue of the first one is large enough. The queue of
   * the second one is too small, and its producer gives up early.
   */
  @Test
  void an_outage_loses_no_event_that_fits_into_the_queue_and_all_others_are_counted() {
    ScheduledExecutorService application = Executors.newScheduledThreadPool(2);
    try (KafkaBroker broker = KafkaBroker.start();
        EventBroadcaster broadcaster = broadcaster(broker)) {
      broker.createTopic("large", 3, Map.of());
      broker.createTopic("small", 3, Map.of());
      EventRecorder recorder = broadcaster.newRecorder("shop");
      ScheduledFuture<?> recording =
          application.scheduleAtFixedRate(() -> record(recorder), 0, 5, TimeUnit.MILLISECONDS);
      await().until(() -> delivered(broadcaster) > 200);

      broker.stop();
      await().pollDelay(Duration.ofSeconds(20)).atMost(Duration.ofSeconds(25)).until(() -> true);
      broker.startAgain();
      recording.cancel(false);

      assertThat(broadcaster.flush(Duration.ofSeconds(60))).isTrue();
      CloseReport report = broadcaster.close(Duration.ofSeconds(10));
      assertThat(report.complete()).isTrue();
      assertThat(longestCall.get()).isLessThan(PATIENCE_NANOS);
      assertAllThere(stats(report, "large"), broker.records("large"));
      assertAllCounted(stats(report, "small"), broker.records("small"));
    } finally {
      application.shutdownNow();
    }
  }

  private void assertAllThere(PipelineStats stats, List<ConsumerRecord<byte[], byte[]>> records) {
    assertThat(stats.writes().delivered()).isEqualTo(recorded.get());
    assertThat(records).hasSize(recorded.get());
    // In any order: events that could not be sent during the outage were tried again.
    assertThat(
            records.stream()
                .map(record -> Integer.valueOf(EventJson.read(record.value()).message()))
                .sorted())
        .as("each once")
        .isEqualTo(IntStream.range(0, recorded.get()).boxed().toList());
  }

  private void assertAllCounted(PipelineStats stats, List<ConsumerRecord<byte[], byte[]>> records) {
    long there =
        records.stream()
            .map(record -> new String(record.headers().lastHeader("ce_id").value(), UTF_8))
            .distinct()
            .count();
    assertThat(stats.events().dropped()).isPositive();
    assertThat(stats.events().balances()).isTrue();
    assertThat(stats.writes().balances()).isTrue();
    assertThat(stats.writes().delivered() + stats.writes().failed() + stats.events().dropped())
        .isEqualTo(recorded.get());
    // The broker may have stored a failed write and stopped before it acknowledged it.
    assertThat(there)
        .isBetween(
            stats.writes().delivered(), stats.writes().delivered() + stats.writes().failed());
  }

  @Test
  void a_slow_broker_loses_only_events_that_do_not_fit_into_the_queue(KafkaBroker broker) {
    ScheduledExecutorService application = Executors.newScheduledThreadPool(1);
    broker.createTopic("throttled", 1, Map.of());
    broker.throttle("slow", 20_000.0);
    Map<String, String> client =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "compression.type", "none",
            "client.id", "slow");
    Map<String, String> small =
        Map.of(
            "pipeline.kafka.queue-capacity", "100",
            "pipeline.kafka.max-waiting", "50",
            "pipeline.kafka.max-in-flight", "50");
    try (TestBroadcaster recording = TestBroadcaster.to("throttled", client, small)) {
      ScheduledFuture<?> calls =
          application.scheduleAtFixedRate(
              () -> record(recording.recorder), 0, 2, TimeUnit.MILLISECONDS);
      await().until(() -> recording.stats().events().dropped() > 300);
      calls.cancel(false);
      broker.throttle("slow", null);

      assertThat(recording.flush()).isTrue();
      PipelineStats stats = recording.end();
      assertThat(longestCall.get()).isLessThan(PATIENCE_NANOS);
      assertThat(stats.writes().delivered() + stats.events().dropped()).isEqualTo(recorded.get());
      assertThat(broker.records("throttled")).hasSize((int) stats.writes().delivered());
    } finally {
      application.shutdownNow();
    }
  }

  @Test
  void without_a_broker_a_command_gets_an_error_and_ends_within_seconds() {
    Map<String, String> noBroker = Map.of("sink.kafka.bootstrap-servers", "localhost:1");
    long start = System.nanoTime();
    PipelineStats stats;
    try (TestBroadcaster recording = TestBroadcaster.to("events", Map.of(), noBroker)) {
      record(recording.recorder);
      stats = recording.end();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
    assertThat(stats.writes().abandoned()).isEqualTo(1);
    assertThat(stats.health().lastError())
        .startsWith("no answer from the brokers at localhost:1: check that they run");
  }

  private void record(EventRecorder recorder) {
    int number = recorded.getAndIncrement();
    long start = System.nanoTime();
    recorder.normal(
        ObjectReference.of("Pod", "shop", "web-" + number % PODS), "Counted", "%d", number);
    longestCall.accumulateAndGet(System.nanoTime() - start, Math::max);
  }

  private static long delivered(EventBroadcaster broadcaster) {
    return TestBroadcaster.stats(broadcaster, "large").writes().delivered();
  }

  private static PipelineStats stats(CloseReport report, String pipeline) {
    return report.pipelines().stream()
        .filter(stats -> stats.name().equals(pipeline))
        .findFirst()
        .orElseThrow();
  }

  private static EventBroadcaster broadcaster(KafkaBroker broker) {
    Map<String, String> properties = new HashMap<>();
    properties.put("eventrecorder.sinks", "large,small");
    for (String sink : List.of("large", "small")) {
      properties.put("eventrecorder.sink." + sink + ".type", "kafka");
      properties.put("eventrecorder.sink." + sink + ".topic", sink);
      properties.put(
          "eventrecorder.sink." + sink + ".bootstrap-servers", broker.bootstrapServers());
      properties.put("eventrecorder.pipeline." + sink + ".retry-max", "1s");
    }
    properties.put("eventrecorder.pipeline.small.queue-capacity", "100");
    properties.put("eventrecorder.pipeline.small.max-waiting", "100");
    properties.put("eventrecorder.pipeline.small.max-in-flight", "100");
    properties.put("eventrecorder.sink.small.producer.delivery.timeout.ms", "3000");
    properties.put("eventrecorder.sink.small.producer.request.timeout.ms", "1000");
    return EventBroadcaster.builder().properties(properties).build();
  }
}
