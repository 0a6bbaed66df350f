package io.eventrecorder.benchmarks;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A recorder with one pipeline, which takes all events. Its worker runs during a burst, or it is
 * held at an event that was recorded before.
 */
final class EventRecorderBurst implements RecordedBurst {
  private final ObjectReference pod = Events.one().regarding();
  private final boolean workerRuns;
  private final EventBroadcaster broadcaster;
  private final EventRecorder recorder;
  private volatile CountDownLatch held = new CountDownLatch(1);
  private volatile CountDownLatch released = new CountDownLatch(0);

  EventRecorderBurst(boolean workerRuns) {
    this.workerRuns = workerRuns;
    broadcaster =
        EventBroadcaster.builder()
            .sinks()
            .properties(Map.of("eventrecorder.pipeline-defaults.queue-capacity", "" + 2 * SIZE))
            .build();
    broadcaster.startEventWatcher(event -> hold());
    recorder = broadcaster.newRecorder("kubelet", "node-1");
  }

  /** Runs on the worker. */
  private void hold() {
    held.countDown();
    await(released);
  }

  @Override
  public void begin() {
    if (!workerRuns) {
      held = new CountDownLatch(1);
      released = new CountDownLatch(1);
      event("the event at which the worker is held");
      await(held);
    }
  }

  @Override
  public void event(String message) {
    recorder.event(pod, EventType.WARNING, "BackOff", message);
  }

  @Override
  public void finish() {
    released.countDown();
    if (!broadcaster.flush(Duration.ofSeconds(10))) {
      throw new IllegalStateException("the pipeline was not flushed in 10 s");
    }
  }

  @Override
  public void close() {
    long dropped = broadcaster.stats().pipeline("watcher-1").events().dropped();
    broadcaster.close();
    if (dropped > 0) {
      throw new IllegalStateException(dropped + " events were dropped; the queue takes all");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
