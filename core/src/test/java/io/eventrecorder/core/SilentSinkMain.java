package io.eventrecorder.core;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program for {@link SilentSinkTest}: four threads record a million events to a sink that never
 * answers.
 */
final class SilentSinkMain {
  private static final int THREADS = 4;
  private static final int EVENTS = 250_000;

  private SilentSinkMain() {}

  public static void main(String[] args) throws InterruptedException {
    EventBroadcaster broadcaster = EventBroadcaster.builder().sinks().build();
    broadcaster.startRecordingToSink(
        "silent", new SilentSink(), EventCorrelator.none(), PipelineOptions.none());
    EventRecorder recorder = broadcaster.newRecorder("c", "h");
    CountDownLatch done = new CountDownLatch(THREADS);
    for (int t = 0; t < THREADS; t++) {
      ObjectReference pod = ObjectReference.of("Pod", "default", "web-" + t);
      new Thread(
              () -> {
                for (int i = 0; i < EVENTS; i++) {
                  recorder.warning(pod, "BackOff", "restart %s", i);
                }
                done.countDown();
              })
          .start();
    }
    boolean ended = done.await(60, TimeUnit.SECONDS);
    CloseReport report = broadcaster.close(Duration.ofMillis(500));
    PipelineStats stats = report.pipelines().get(0);
    boolean fine =
        ended
            && stats.events().balances()
            && stats.writes().balances()
            && stats.events().offered() == (long) THREADS * EVENTS
            && stats.writes().delivered() == 0;
    System.out.println((fine ? "fine " : "wrong ") + stats);
  }

  private static final class SilentSink implements EventSink {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return new CompletableFuture<>();
    }
  }
}
