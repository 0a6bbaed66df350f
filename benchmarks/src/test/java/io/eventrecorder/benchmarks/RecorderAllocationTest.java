package io.eventrecorder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bytes that the recording thread allocates for each event. */
class RecorderAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Enough for the just-in-time compiler to have compiled everything in the first rounds. */
  private static final int ROUNDS = 500;

  private final ObjectReference pod = Events.one().regarding();

  @Test
  void an_event_that_a_pipeline_takes_allocates_the_event_and_little_more() {
    EventRecorderBurst burst = new EventRecorderBurst(true);
    assertThat(
            bytesPerEvent(() -> burst.event("Back-off restarting failed container"), burst::finish))
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
    long bytes =
        bytesPerEvent(
            () -> recorder.event(pod, EventType.WARNING, "BackOff", "restarting container"),
            () -> {});
    assertThat(broadcaster.stats().recorded()).isEqualTo((long) ROUNDS * RecordedBurst.SIZE);
    broadcaster.close();
    return bytes;
  }

  /** The best round, because the first ones run interpreted, and all include the measurement. */
  private static long bytesPerEvent(Runnable event, Runnable afterRound) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < RecordedBurst.SIZE; i++) {
        event.run();
      }
      best = Math.min(best, THREADS.getCurrentThreadAllocatedBytes() - before);
      afterRound.run();
    }
    return best / RecordedBurst.SIZE;
  }
}
