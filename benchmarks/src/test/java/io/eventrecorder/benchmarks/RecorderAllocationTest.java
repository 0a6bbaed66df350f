package io.eventrecorder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** The bytes that the recording thread allocates for each event. */
class RecorderAllocationTest {
  private final ObjectReference pod = Events.one().regarding();

  @Test
  void an_event_that_a_pipeline_takes_allocates_the_event_and_little_more() {
    EventRecorderBurst burst = new EventRecorderBurst(true);
    assertThat(
            AllocatedBytes.perEvent(
                300,
                RecordedBurst.SIZE,
                () -> {
                  long bytes =
                      bytesOfRound(() -> burst.event("Back-off restarting failed container"));
                  burst.finish();
                  return bytes;
                }))
        .isBetween(100L, 300L);
    burst.close();
  }

  @Test
  void an_event_that_no_pipeline_could_take_allocates_nothing() {
    assertThat(bytesPerEvent(EventBroadcaster.builder().sinks().build())).isZero();
  }

  @Test
  void an_event_that_the_configured_filter_excludes_allocates_nothing() {
    EventBroadcaster broadcaster =
        EventBroadcaster.builder()
            .sinks()
            .properties(
                Map.of(
                    "eventrecorder.pipeline-defaults.filter",
                    "type=Warning,reason!=Back*|Created,regarding.kind=Pod"))
            .build();
    broadcaster.startEventWatcher(event -> {});
    assertThat(bytesPerEvent(broadcaster)).isZero();
  }

  private long bytesPerEvent(EventBroadcaster broadcaster) {
    EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
    LongAdder recorded = new LongAdder();
    long bytes =
        AllocatedBytes.perEvent(
            0,
            RecordedBurst.SIZE,
            () -> {
              recorded.add(RecordedBurst.SIZE);
              return bytesOfRound(
                  () -> recorder.event(pod, EventType.WARNING, "BackOff", "restarting container"));
            });
    assertThat(broadcaster.stats().recorded()).isEqualTo(recorded.sum());
    broadcaster.close();
    return bytes;
  }

  private static long bytesOfRound(Runnable event) {
    return AllocatedBytes.of(
        () -> {
          for (int i = 0; i < RecordedBurst.SIZE; i++) {
            event.run();
          }
        });
  }
}
