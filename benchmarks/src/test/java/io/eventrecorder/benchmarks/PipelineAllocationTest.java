package io.eventrecorder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.EventCorrelator;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** What a pipeline's thread allocates for an event, and that it loses none. */
class PipelineAllocationTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int EVENTS = 50_000;

  /**
   * Measured: 298 to 411, by what the JIT compiler inlines. Of these, 200 are a correlation, a
   * lane, a write and an attempt. The rest is the text of the event's name, which the worker is the
   * first to read: 64 bytes for the string and the rest for what is needed to join it.
   */
  private static final long BYTES_OF_A_NEW_EVENT = 430;

  @Test
  void no_repeat_is_lost_between_the_recorder_and_the_sink() {
    try (EventRecorderPipeline pipeline = new EventRecorderPipeline(Events.known())) {
      for (int round = 1; round <= 4; round++) {
        for (int i = 0; i < EVENTS; i++) {
          pipeline.record(i);
        }
        pipeline.awaitAll((long) round * EVENTS);
      }
    }
  }

  @Test
  void a_new_event_takes_few_bytes_of_the_worker() {
    List<Event> events = Events.known();
    try (EventBroadcaster broadcaster = EventBroadcaster.builder().sinks().build()) {
      broadcaster.startRecordingToSink(
          "forget",
          new Forget(),
          EventCorrelator.none(),
          PipelineOptions.builder().overflow(OverflowPolicy.BLOCK).blockTimeout(LIMIT).build());
      EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
      LongAdder recorded = new LongAdder();
      long bytes =
          AllocatedBytes.perEvent(
              BYTES_OF_A_NEW_EVENT,
              EVENTS,
              () -> {
                long before = bytesOfWorker();
                for (int i = 0; i < EVENTS; i++) {
                  Event event = events.get(i % events.size());
                  recorder.event(event.regarding(), event.type(), event.reason(), event.message());
                }
                broadcaster.flush(LIMIT);
                recorded.add(EVENTS);
                return bytesOfWorker() - before;
              });
      assertThat(broadcaster.stats().pipeline("forget").writes().delivered())
          .isEqualTo(recorded.sum());
      assertThat(bytes).isPositive().isLessThanOrEqualTo(BYTES_OF_A_NEW_EVENT);
    }
  }

  /** The thread starts with the first event. */
  private long bytesOfWorker() {
    return Arrays.stream(
            AllocatedBytes.THREADS.getThreadInfo(AllocatedBytes.THREADS.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().equals("eventrecorder-forget"))
        .mapToLong(thread -> AllocatedBytes.THREADS.getThreadAllocatedBytes(thread.getThreadId()))
        .sum();
  }
}
