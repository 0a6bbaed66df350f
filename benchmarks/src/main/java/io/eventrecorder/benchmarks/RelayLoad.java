package io.eventrecorder.benchmarks;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.relay.RelayOptions;
import io.eventrecorder.sink.kafka.KafkaEventSink;
import java.time.Duration;

/** Events for a relay: what they are about, and the options with which it counts them. */
enum RelayLoad {
  /** One object fails again and again. Its budget is used up, so almost nothing is written. */
  SUPPRESSED_1(1, true),
  /** As before, with ten objects. */
  SUPPRESSED_10(10, true),
  /** As before, with a hundred objects. */
  SUPPRESSED_100(100, true),
  /** A hundred objects without a limit: each repeat writes a state. */
  REPEATS(100, false),
  /** Each event is about another object, and is written. */
  UNIQUE(Integer.MAX_VALUE, true);

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final int objects;
  private final boolean limited;

  RelayLoad(int objects, boolean limited) {
    this.objects = objects;
    this.limited = limited;
  }

  CorrelatorOptions options() {
    CorrelatorOptions defaults = RelayOptions.correlatorDefaults();
    return limited ? defaults : defaults.toBuilder().burst(1_000_000_000).qps(1e9).build();
  }

  /** Records the events to a topic, as an application does. */
  void record(String address, String topic, int events) {
    try (EventBroadcaster broadcaster = EventBroadcaster.builder().sinks().build()) {
      broadcaster.startRecordingToSink(
          "kafka",
          KafkaEventSink.builder(topic).bootstrapServers(address).build(),
          PipelineOptions.builder().overflow(OverflowPolicy.BLOCK).blockTimeout(LIMIT).build());
      EventRecorder recorder = broadcaster.newRecorder("shop", "host-1");
      for (int i = 0; i < events; i++) {
        recorder.warning(
            ObjectReference.of("Order", "eu-1", "4711-" + i % objects),
            "PaymentFailed",
            "card was declined: expired");
      }
      if (!broadcaster.flush(LIMIT)) {
        throw new IllegalStateException("the events were not written: " + broadcaster.stats());
      }
    }
  }
}
