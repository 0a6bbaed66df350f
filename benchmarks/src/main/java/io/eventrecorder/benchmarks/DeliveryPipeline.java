package io.eventrecorder.benchmarks;

import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.spi.BlockingEventSink;
import io.eventrecorder.spi.EventSink;

/** Starts the pipelines of all scenarios: without a rate limit, with a queue for 20 000 events. */
final class DeliveryPipeline {
  static final int QUEUE = 20_000;
  static final int CONCURRENCY = 8;
  private static final CorrelatorOptions UNLIMITED =
      CorrelatorOptions.builder().burst(Integer.MAX_VALUE).qps(1_000_000).build();

  private DeliveryPipeline() {}

  static EventPipeline start(
      EventBroadcaster broadcaster, String name, BlockingEventSink sink, OverflowPolicy overflow) {
    return start(broadcaster, name, sink, PipelineOptions.builder().overflow(overflow));
  }

  static EventPipeline start(
      EventBroadcaster broadcaster,
      String name,
      BlockingEventSink sink,
      PipelineOptions.Builder options) {
    return broadcaster.startRecordingToSink(
        name,
        EventSink.blocking(sink, CONCURRENCY),
        AggregatingCorrelator.create(UNLIMITED, broadcaster.clock(), broadcaster.names()),
        options.queueCapacity(QUEUE).build());
  }

  static ObjectReference object(int number) {
    return ObjectReference.of("Order", "shop", "order-" + number);
  }

  static DeliveryCheck countersBalance(PipelineStats stats) {
    boolean balances = stats.events().balances() && stats.writes().balances();
    return new DeliveryCheck(balances, "the counters of " + stats.name() + " balance");
  }

  /** Checks that the stored counts include every recorded event. */
  static DeliveryCheck nothingLost(PipelineStats stats) {
    PipelineStats.WriteLedger writes = stats.writes();
    long lost =
        stats.events().dropped()
            + stats.events().correlatorFailed()
            + writes.rejected()
            + writes.failed()
            + writes.abandoned()
            + stats.unwritten();
    return new DeliveryCheck(
        lost == 0,
        stats.name()
            + ": dropped, rejected, failed, abandoned and unwritten are "
            + (lost == 0 ? "all 0" : stats));
  }
}
