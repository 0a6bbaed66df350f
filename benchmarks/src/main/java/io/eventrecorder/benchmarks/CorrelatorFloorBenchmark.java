package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.internal.hash.Hasher;
import io.eventrecorder.correlator.internal.key.AggregationFunction;
import io.eventrecorder.correlator.internal.key.EventKeyRules;
import io.eventrecorder.correlator.internal.key.EventKeys;
import io.eventrecorder.correlator.internal.key.UserFunction;
import io.eventrecorder.spi.EventClock;
import java.util.List;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the correlator cannot go below with this hash: it reads the clock and makes the keys of each
 * event, and nothing else. {@link CorrelatorBenchmark} has the same events: its {@code repeats}
 * compares with {@link #keyOfKnown}, and its {@code unique} with {@link #keysOfNew}. Look-ups,
 * counts, limits and the written event come on top.
 */
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CorrelatorFloorBenchmark {
  /** The rules of a correlator without options. */
  private static final EventKeyRules RULES =
      new EventKeyRules(
          null,
          new UserFunction<>(null),
          new AggregationFunction<Object>(null, key -> "", key -> ""),
          false,
          false,
          new UserFunction<>(null),
          false,
          true);

  /** The events of a benchmark, and what makes their keys. */
  @State(Scope.Thread)
  public abstract static class Workload {
    private final Supplier<List<Event>> source;
    private final EventClock clock = EventClock.system();
    private final EventKeys keys = new EventKeys(RULES, new Hasher());
    private RoundRobin<Event> events;

    Workload(Supplier<List<Event>> source) {
      this.source = source;
    }

    /** Creates new events for each run. */
    @Setup
    public void setUp() {
      events = new RoundRobin<>(source.get());
    }

    /** Reads the clock, and makes the event key of the next event. */
    long read() {
      long now = clock.nanoTime();
      keys.read(events.next());
      return now ^ keys.event().lo();
    }

    /** Also makes the keys of the group and the bucket, which only a new event needs. */
    long readNew() {
      return read() ^ keys.group().lo() ^ keys.bucket().lo();
    }
  }

  /** 1000 events that repeat. */
  public static class Known extends Workload {
    /** JMH calls this constructor. */
    public Known() {
      super(Events::known);
    }
  }

  /** The events of {@link CorrelatorBenchmark#unique}. */
  public static class New extends Workload {
    /** JMH calls this constructor. */
    public New() {
      super(Events::unique);
    }
  }

  /**
   * {@return bits of the time and of the key}
   *
   * @param workload events that repeat
   */
  @Benchmark
  public long keyOfKnown(Known workload) {
    return workload.read();
  }

  /**
   * {@return bits of the time and of the three keys}
   *
   * @param workload events that occur once
   */
  @Benchmark
  public long keysOfNew(New workload) {
    return workload.readNew();
  }
}
