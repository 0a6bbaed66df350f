package io.eventrecorder.benchmarks;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A sink whose server never responds affects only its own pipeline. Nothing else waits for it. */
final class DeliverySilentServer implements DeliveryScenario {
  private static final int OBJECTS = 100;
  private static final int EVENTS = DeliveryPipeline.QUEUE;
  private static final Duration CLOSE = Duration.ofSeconds(1);

  @Override
  public String title() {
    return "a sink whose server never responds, and a healthy one, "
        + EVENTS
        + " events about "
        + OBJECTS
        + " objects (overflow=drop-newest)";
  }

  @Override
  public List<DeliveryCheck> run() throws Exception {
    try (DeliveryServer silentServer = new DeliveryServer(null, event -> false);
        DeliveryServer server = new DeliveryServer(Duration.ofMillis(2), event -> false);
        EventBroadcaster broadcaster = EventBroadcaster.builder().sinks().build()) {
      EventPipeline silent =
          DeliveryPipeline.start(
              broadcaster,
              "silent",
              new DeliverySink(silentServer.uri(), () -> {}, () -> {}),
              PipelineOptions.builder()
                  .overflow(OverflowPolicy.DROP_NEWEST)
                  .attemptTimeout(Duration.ofMillis(500)));
      EventPipeline healthy =
          DeliveryPipeline.start(
              broadcaster,
              "healthy",
              new DeliverySink(server.uri(), () -> {}, () -> {}),
              OverflowPolicy.DROP_NEWEST);
      long start = broadcaster.clock().nanoTime();
      record(broadcaster.newRecorder("delivery-report"));
      long recorded = broadcaster.clock().nanoTime();
      PipelineStats stats = healthy.close(Duration.ofSeconds(15)).pipelines().get(0);
      long closing = broadcaster.clock().nanoTime();
      CloseReport left = silent.close(CLOSE);
      long closed = broadcaster.clock().nanoTime();
      return List.of(
          new DeliveryCheck(
              server.store().holds(OBJECTS, EVENTS / OBJECTS),
              "the healthy server has the exact counts: " + server.store().summary()),
          DeliveryPipeline.nothingLost(stats),
          DeliveryPipeline.countersBalance(stats),
          silence(left, silentServer.requests()),
          new DeliveryCheck(
              closed - closing < 2 * CLOSE.toNanos(),
              "recording took "
                  + TimeUnit.NANOSECONDS.toMillis(recorded - start)
                  + " ms; closing the silent pipeline "
                  + TimeUnit.NANOSECONDS.toMillis(closed - closing)
                  + " ms of "
                  + CLOSE.toMillis()
                  + " ms"),
          DeliveryPipeline.countersBalance(left.pipelines().get(0)));
    }
  }

  private static DeliveryCheck silence(CloseReport left, long requests) {
    PipelineStats stats = left.pipelines().get(0);
    boolean named = left.examples().stream().anyMatch(example -> example.contains("order-"));
    boolean reported = !left.complete() && stats.unwritten() == EVENTS && named;
    return new DeliveryCheck(
        reported && requests > 0 && stats.writes().delivered() == 0,
        "the silent pipeline got no response to "
            + requests
            + " requests and reports what is lost: "
            + left.abandoned()
            + " writes abandoned (with examples), "
            + stats.unwritten()
            + " events unwritten");
  }

  private static void record(EventRecorder recorder) {
    for (int i = 0; i < EVENTS; i++) {
      recorder.normal(DeliveryPipeline.object(i % OBJECTS), "Priced", "the price was changed");
    }
  }
}
