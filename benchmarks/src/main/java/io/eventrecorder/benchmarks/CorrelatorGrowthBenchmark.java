package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How the time of an event in the correlator {@code aggregating} grows with the number of events
 * that repeat, and with the length of their messages. All of them fit into the caches, and all are
 * written.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CorrelatorGrowthBenchmark {
  /** The number of events that repeat. */
  @Param({"100", "10000", "1000000"})
  public int keys;

  /** The number of characters of each message. */
  @Param({"20", "200", "2000"})
  public int messageLength;

  private AggregatingCorrelator correlator;
  private Event template;
  private String[] pods;
  private int next;

  /** Makes the correlator know all events. */
  @Setup
  public void setUp() {
    EventClock clock = EventClock.system();
    CorrelatorOptions options =
        CorrelatorOptions.builder().burst(Integer.MAX_VALUE).cacheSize(keys).build();
    correlator = AggregatingCorrelator.create(options, clock, EventNames.of(clock));
    template = Events.one().toBuilder().message("x".repeat(messageLength)).build();
    pods = new String[keys];
    for (int i = 0; i < keys; i++) {
      pods[i] = "web-" + i;
      correlate();
    }
  }

  /**
   * {@return what is written}
   *
   * <p>The time includes that of making the event, which is the same for all parameters: a million
   * events with long messages would not fit into the memory.
   */
  @Benchmark
  public Correlation correlate() {
    String pod = pods[next];
    next = next + 1 == keys ? 0 : next + 1;
    Event event =
        template.toBuilder().regarding(template.regarding().toBuilder().name(pod).build()).build();
    Correlation write = correlator.correlate(event);
    correlator.recorded(write, write.event());
    return write;
  }
}
