package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Events per second from one recording thread to a sink in memory, until the last one is written.
 * Each invocation checks that no event is lost, and that the counts in the sink are right.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class PipelineBenchmark {
  private static final int EVENTS = 200_000;

  /** Which recorder is measured. */
  @Param({"eventrecorder", "client-java"})
  public String implementation = "";

  private PipelineImplementation pipeline;
  private long recorded;

  /** Starts the pipeline. */
  @Setup
  public void setUp() {
    List<Event> known = Events.known();
    pipeline =
        implementation.equals("eventrecorder")
            ? new EventRecorderPipeline(known)
            : new ClientJavaPipeline(known);
  }

  /** Stops the pipeline. */
  @TearDown
  public void tearDown() {
    pipeline.close();
  }

  /** 1000 events of 250 pods, over and over: every one becomes a patch, or part of a later one. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void repeats() {
    for (int i = 0; i < EVENTS; i++) {
      pipeline.record(i);
    }
    recorded += EVENTS;
    pipeline.awaitAll(recorded);
  }
}
