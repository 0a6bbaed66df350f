package io.eventrecorder.benchmarks;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.broadcaster.PipelineStats.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The server is killed while requests are in flight, and started again after the pipeline has
 * noticed the outage. The queue is too small for the outage, so the pipeline uses {@code
 * overflow=block} to lose no event.
 */
final class DeliveryRestart implements DeliveryScenario {
  private static final int OBJECTS = 1_000;
  private static final int EVENTS = 100_000;
  private static final int KILLED_AT = EVENTS * 2 / 5;
  private static final int STARTED_AT = EVENTS * 3 / 5;

  /**
   * The writes in flight fail, and later writes until three events have failed. After that the
   * pipeline only probes. So many failures show that it has noticed the outage.
   */
  private static final int FAILURES_OF_OUTAGE = 2 * DeliveryPipeline.CONCURRENCY;

  @Override
  public String title() {
    return "a server killed and started again in the middle of "
        + EVENTS
        + " events about "
        + OBJECTS
        + " objects (overflow=block)";
  }

  @Override
  public List<DeliveryCheck> run() throws Exception {
    CountDownLatch failures = new CountDownLatch(FAILURES_OF_OUTAGE);
    Map<String, String> frequentProbes =
        Map.of(
            "eventrecorder.pipeline-defaults.retry-initial", "200ms",
            "eventrecorder.pipeline-defaults.retry-max", "500ms");
    try (DeliveryServer server = new DeliveryServer(Duration.ofMillis(2), event -> false);
        EventBroadcaster broadcaster =
            EventBroadcaster.builder().sinks().properties(frequentProbes).build()) {
      DeliverySink sink = new DeliverySink(server.uri(), () -> {}, failures::countDown);
      EventPipeline pipeline =
          DeliveryPipeline.start(broadcaster, "restart", sink, OverflowPolicy.BLOCK);
      EventRecorder recorder = broadcaster.newRecorder("delivery-report");
      record(recorder, 0, KILLED_AT);
      server.kill();
      record(recorder, KILLED_AT, STARTED_AT);
      boolean failed = failures.await(10, TimeUnit.SECONDS);
      PipelineStats outage = pipeline.stats();
      server.startAgain();
      record(recorder, STARTED_AT, EVENTS);
      boolean flushed = broadcaster.flush(Duration.ofSeconds(15));
      DeliveryCheck counts =
          new DeliveryCheck(
              server.store().holds(OBJECTS, EVENTS / OBJECTS),
              "the server has the exact counts: "
                  + server.store().summary()
                  + ", by "
                  + server.requests()
                  + " requests");
      PipelineStats stats = pipeline.close(Duration.ofSeconds(2)).pipelines().get(0);
      return List.of(
          new DeliveryCheck(failed && outage.health().state() == State.DOWN, outage(outage)),
          new DeliveryCheck(flushed, "flushed within 15 s after the start"),
          counts,
          DeliveryPipeline.nothingLost(stats),
          DeliveryPipeline.countersBalance(stats));
    }
  }

  private static String outage(PipelineStats stats) {
    return "in the outage the pipeline is "
        + stats.health().state()
        + ", with "
        + stats.writes().delivered()
        + " writes done, "
        + stats.writes().waiting()
        + " waiting and "
        + stats.unwritten()
        + " events that no stored count includes ("
        + stats.health().lastError()
        + ")";
  }

  private static void record(EventRecorder recorder, int from, int to) {
    for (int i = from; i < to; i++) {
      recorder.warning(DeliveryPipeline.object(i % OBJECTS), "PaymentFailed", "card was declined");
    }
  }
}
