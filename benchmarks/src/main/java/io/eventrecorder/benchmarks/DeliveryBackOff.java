package io.eventrecorder.benchmarks;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The pipeline retries an event that the server refuses, and this delays no other event. */
final class DeliveryBackOff implements DeliveryScenario {
  private static final int WRITES = 150;
  private static final Duration LATENCY = Duration.ofMillis(100);
  private static final String REFUSED = "Refused";

  @Override
  public String title() {
    return "one event that is refused and retried again and again, and "
        + WRITES
        + " writes of another event, to a server that takes "
        + LATENCY.toMillis()
        + " ms";
  }

  @Override
  public List<DeliveryCheck> run() throws Exception {
    Semaphore stored = new Semaphore(0);
    LongAdder failures = new LongAdder();
    Map<String, String> frequentRetries =
        Map.of(
            "eventrecorder.pipeline-defaults.retry-initial", "20ms",
            "eventrecorder.pipeline-defaults.retry-max", "100ms");
    try (DeliveryServer server =
            new DeliveryServer(LATENCY, event -> event.reason().equals(REFUSED));
        EventBroadcaster broadcaster =
            EventBroadcaster.builder().sinks().properties(frequentRetries).build()) {
      DeliverySink sink = new DeliverySink(server.uri(), stored::release, failures::increment);
      EventPipeline pipeline =
          DeliveryPipeline.start(
              broadcaster,
              "back-off",
              sink,
              PipelineOptions.builder()
                  .overflow(OverflowPolicy.DROP_NEWEST)
                  .maxTries(Integer.MAX_VALUE)
                  .maxRetryTime(Duration.ofDays(1)));
      EventRecorder recorder = broadcaster.newRecorder("delivery-report");
      long[] nanos = new long[WRITES];
      for (int i = 0; i < WRITES; i++) {
        recorder.warning(DeliveryPipeline.object(1), REFUSED, "the server refuses it");
        long start = broadcaster.clock().nanoTime();
        recorder.normal(DeliveryPipeline.object(2), "Priced", "the price was changed");
        if (!stored.tryAcquire(5, TimeUnit.SECONDS)) {
          return List.of(new DeliveryCheck(false, "write " + i + " was not stored within 5 s"));
        }
        nanos[i] = broadcaster.clock().nanoTime() - start;
      }
      PipelineStats stats = pipeline.stats();
      List<DeliveryCheck> checks =
          List.of(
              delay(nanos),
              new DeliveryCheck(
                  failures.sum() > 10,
                  "in the same time the refused event was tried " + failures.sum() + " times"),
              new DeliveryCheck(
                  server.store().holds(1, WRITES),
                  "the server has the exact count of the other event: " + server.store().summary()),
              DeliveryPipeline.countersBalance(stats));
      pipeline.close(Duration.ofSeconds(1));
      return checks;
    }
  }

  private static DeliveryCheck delay(long[] nanos) {
    Arrays.sort(nanos);
    double median = millis(nanos[WRITES / 2 - 1]);
    double p99 = millis(nanos[WRITES * 99 / 100 - 1]);
    return new DeliveryCheck(
        p99 < 2 * LATENCY.toMillis(),
        String.format(
            Locale.ROOT,
            "time from recording to storing: p99 %.1f ms, below %d ms; median %.1f ms, worst %.1f ms",
            p99,
            2 * LATENCY.toMillis(),
            median,
            millis(nanos[WRITES - 1])));
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
