package io.eventrecorder.core;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.core.guard.RecordingLogger;
import io.eventrecorder.core.pipeline.PipelineThread;
import io.eventrecorder.core.state.RememberingProvider;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A process with one pipeline {@code main}, whose correlator keeps its memory in a file. */
final class RestartedProcess {
  static final Duration LONG = Duration.ofSeconds(30);

  final DefaultEventBroadcaster broadcaster;
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

    private final Path providers;
    private final EventClock clock;
    private ThreadFactory threads = PipelineThread::new;

    Setting(Path directory, EventClock clock) {
      this.providers = directory;
      this.clock = clock;
      with("correlator", "remembering").with("state-interval", "1s").file(directory, "state");
    }

    Setting file(Path directory, String name) {
      return with("state-file", directory.resolve(name).toString());
    }

    /** The threads of the broadcaster: the first is the worker, the second writes the file. */
    Setting threads(ThreadFactory factory) {
      threads = factory;
      return this;
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
      thread.setContextClassLoader(RememberingProvider.loader(providers));
      try {
        RecordingLogger logger = new RecordingLogger();
        DefaultEventBroadcasterBuilder builder = new DefaultEventBroadcasterBuilder();
        builder
            .logger(logger)
            .threads(threads)
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
    if (!flushes()) {
      throw new AssertionError("not flushed: " + stats());
    }
    return this;
  }

  /** Whether all is written, the state file included. */
  boolean flushes() {
    return broadcaster.flush(LONG);
  }

  /** Waits until the file was written so often; the worker looks for work once a second. */
  RestartedProcess awaitWrites(long times) {
    return await("state-writes", times);
  }

  RestartedProcess awaitFailures(long times) {
    return await("state-write-failures", times);
  }

  private RestartedProcess await(String counter, long times) {
    return awaitThat(() -> stats().counters().getOrDefault(counter, 0L) >= times);
  }

  /** The time-out of the test interrupts the wait. */
  RestartedProcess awaitThat(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("the time is up: " + stats());
      }
      Thread.onSpinWait();
    }
    return this;
  }

  EventCorrelator newCorrelator() {
    return broadcaster.newCorrelator("main");
  }

  List<String> warnings() {
    return logger.lines.stream().filter(line -> line.startsWith("WARNING")).toList();
  }

  PipelineStats stats() {
    return pipeline.stats();
  }

  /** An orderly end. */
  CloseReport end() {
    return broadcaster.close(LONG);
  }
}
