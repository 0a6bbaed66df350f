package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.correlator.CorrelatorOptions;
import java.time.Duration;
import java.util.List;

/** Our recorder, with the correlator {@code aggregating} and {@code overflow=block}. */
final class EventRecorderPipeline implements PipelineImplementation {
  private static final String PIPELINE = "memory";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final List<Event> events;
  private final NewestStates sink = new NewestStates();
  private final EventBroadcaster broadcaster = EventBroadcaster.builder().sinks().build();
  private final EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");

  EventRecorderPipeline(List<Event> events) {
    this.events = events;
    CorrelatorOptions unlimited = CorrelatorOptions.builder().burst(Integer.MAX_VALUE).build();
    broadcaster.startRecordingToSink(
        PIPELINE,
        sink,
        AggregatingCorrelator.create(unlimited, broadcaster.clock(), broadcaster.names()),
        PipelineOptions.builder().overflow(OverflowPolicy.BLOCK).blockTimeout(LIMIT).build());
  }

  @Override
  public void record(int number) {
    Event event = events.get(number % events.size());
    recorder.event(event.regarding(), event.type(), event.reason(), event.message());
  }

  @Override
  public void awaitAll(long recorded) {
    broadcaster.flush(LIMIT);
    PipelineStats stats = broadcaster.stats().pipeline(PIPELINE);
    boolean complete =
        stats.events().offered() == recorded
            && stats.writes().delivered() + stats.writes().coalesced() == recorded
            && sink.occurrences() == recorded;
    if (!complete) {
      throw new IllegalStateException(
          "of " + recorded + " events the sink has " + sink.occurrences() + ": " + stats);
    }
  }

  @Override
  public void close() {
    broadcaster.close(LIMIT);
  }
}
