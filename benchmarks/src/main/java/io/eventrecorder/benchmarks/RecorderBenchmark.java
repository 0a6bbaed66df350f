package io.eventrecorder.benchmarks;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time that a recording thread needs for an event. The pipeline drops the events that do not
 * fit into its queue, as it does when an application records faster than a sink stores.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecorderBenchmark {
  /** A strong reference keeps the level of the logger. The benchmark drops events on purpose. */
  private static final Logger LOGGER = Logger.getLogger("io.eventrecorder");

  private final ObjectReference pod = Events.one().regarding();
  private EventBroadcaster broadcaster;
  private EventRecorder recorder;

  /** Starts the pipeline. */
  @Setup
  public void setUp() {
    LOGGER.setLevel(Level.OFF);
    broadcaster = EventBroadcaster.builder().sinks().build();
    broadcaster.startEventWatcher(event -> {});
    recorder = broadcaster.newRecorder("kubelet", "node-1");
  }

  /** Stops the pipeline. */
  @TearDown
  public void tearDown() {
    broadcaster.close();
  }

  /** One thread records. */
  @Benchmark
  public void event() {
    recorder.event(pod, EventType.WARNING, "BackOff", "Back-off restarting failed container");
  }

  /** Four threads record. */
  @Benchmark
  @Threads(4)
  public void eventOfFourThreads() {
    event();
  }
}
