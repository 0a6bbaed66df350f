package io.eventrecorder.benchmarks;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineStats;
import java.time.Duration;
import java.util.List;

/** Repeats of an event during one request are coalesced into one more request. */
final class DeliveryCoalescing implements DeliveryScenario {
  private static final int REPEATS = 10_000;
  private static final int REQUESTS = 200;
  private static final Duration LATENCY = Duration.ofMillis(100);

  @Override
  public String title() {
    return REPEATS + " repeats of one event, to a server that takes " + LATENCY.toMillis() + " ms";
  }

  @Override
  public List<DeliveryCheck> run() throws Exception {
    try (DeliveryServer server = new DeliveryServer(LATENCY, event -> false);
        EventBroadcaster broadcaster = EventBroadcaster.builder().sinks().build()) {
      DeliverySink sink = new DeliverySink(server.uri(), () -> {}, () -> {});
      EventPipeline pipeline =
          DeliveryPipeline.start(broadcaster, "repeats", sink, OverflowPolicy.DROP_NEWEST);
      EventRecorder recorder = broadcaster.newRecorder("delivery-report");
      for (int i = 0; i < REPEATS; i++) {
        recorder.warning(DeliveryPipeline.object(1), "PaymentFailed", "card was declined");
      }
      boolean flushed = broadcaster.flush(Duration.ofSeconds(15));
      PipelineStats stats = pipeline.stats();
      return List.of(
          new DeliveryCheck(flushed, "flushed within 15 s"),
          new DeliveryCheck(
              server.requests() < REQUESTS,
              server.requests() + " requests, fewer than " + REQUESTS),
          new DeliveryCheck(
              server.store().holds(1, REPEATS),
              "the server has the exact count: " + server.store().summary()),
          DeliveryPipeline.nothingLost(stats),
          DeliveryPipeline.countersBalance(stats));
    }
  }
}
