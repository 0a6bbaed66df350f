package io.eventrecorder.core;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.core.guard.RecordingLogger;
import io.eventrecorder.core.state.RememberingProvider;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A process with one pipeline {@code main}, whose correlator keeps its memory in a file. */
final class RestartedProcess {
  static final Duration LONG = Duration.ofSeconds(30);

  private final DefaultEventBroadcaster broadcaster;
  private final EventRecorder recorder;
  final EventPipeline pipeline;
  final RecordingLogger logger;

  private RestartedProcess(
      DefaultEventBroadcaster broadcaster, EventPipeline pipeline, RecordingLogger logger) {
    this.broadcaster = broadcaster;
    this.recorder = broadcaster.newRecorder("shop", "host-1");
    this.pipeline = pipeline;
    this.logger = logger;
  }

  /** What does not change when the process is started again. */
  static final class Setting {
    final Map<String, String> properties = new HashMap<>();

    /** The methods of the correlator that throw. */
    final Set<String> faults = ConcurrentHashMap.newKeySet();

    private final ClassLoader classPath;
    private final EventClock clock;

    Setting(Path directory, EventClock clock) {
      this.classPath = RememberingProvider.loader(directory);
      this.clock = clock;
      with("correlator", "remembering").with("state-file", directory.resolve("state").toString());
    }

    Setting with(String option, String value) {
      properties.put("eventrecorder.pipeline.main." + option, value);
      return this;
    }

    RestartedProcess start(EventSink sink) {
      return start(sink, PipelineOptions.none());
    }

    RestartedProcess start(EventSink sink, PipelineOptions options) {
      Thread thread = Thread.currentThread();
      ClassLoader usual = thread.getContextClassLoader();
      thread.setContextClassLoader(classPath);
      try {
        RecordingLogger logger = new RecordingLogger();
        DefaultEventBroadcasterBuilder builder = new DefaultEventBroadcasterBuilder();
        builder
            .logger(logger)
            .sinks()
            .properties(properties)
            .provide(Set.class, faults)
            .clock(clock);
        DefaultEventBroadcaster broadcaster = builder.build();
        return new RestartedProcess(
            broadcaster,
            broadcaster.startRecordingToSink("main", new Unclosed(sink), options),
            logger);
      } finally {
        thread.setContextClassLoader(usual);
      }
    }
  }

  /** The store of the sink lives longer than a process. */
  private record Unclosed(EventSink sink) implements EventSink {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return sink.create(event);
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return sink.update(event);
    }
  }

  RestartedProcess record(String reason, int times) {
    for (int i = 0; i < times; i++) {
      recorder.normal(ObjectReference.of("Pod", "default", "web-0"), reason, "m");
    }
    return this;
  }

  RestartedProcess flush() {
    if (!broadcaster.flush(LONG)) {
      throw new AssertionError("not flushed: " + stats());
    }
    return this;
  }

  PipelineStats stats() {
    return pipeline.stats();
  }

  /** An orderly end. */
  CloseReport end() {
    return broadcaster.close(LONG);
  }
}
