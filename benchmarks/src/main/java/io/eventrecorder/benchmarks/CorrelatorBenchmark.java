package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.benchmarks.Implementation.Limiter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Events per second through a correlator and a sink that stores each write at once. */
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CorrelatorBenchmark {
  /** The events of a benchmark, and the correlator that receives them. */
  @State(Scope.Thread)
  public abstract static class Workload {
    /** The implementation of the correlator. */
    @Param({"eventrecorder", "client-java"})
    public String implementation = "";

    private final Supplier<List<Event>> events;
    private final Limiter limiter;
    private Implementation correlator;

    Workload(Supplier<List<Event>> events, Limiter limiter) {
      this.events = events;
      this.limiter = limiter;
    }

    /** Creates new events and a new correlator for each run. */
    @Setup
    public void setUp() {
      correlator = Implementation.of(implementation, events.get(), limiter);
    }

    @Nullable Object next() {
      return correlator.next();
    }
  }

  /** 1000 events that repeat; all are written. */
  public static class Repeats extends Workload {
    /** JMH calls this constructor. */
    public Repeats() {
      super(Events::known, Limiter.UNLIMITED);
    }
  }

  /** Events that the correlator does not know; all are written. */
  public static class Unique extends Workload {
    /** JMH calls this constructor. */
    public Unique() {
      super(Events::unique, Limiter.UNLIMITED);
    }
  }

  /** Events of one object, each with a new message; all are written. */
  public static class Aggregation extends Workload {
    /** JMH calls this constructor. */
    public Aggregation() {
      super(Events::newMessages, Limiter.UNLIMITED);
    }
  }

  /** 1000 events that repeat; after the first few thousand, all are suppressed. */
  public static class RateLimited extends Workload {
    /** JMH calls this constructor. */
    public RateLimited() {
      super(Events::known, Limiter.STANDARD);
    }
  }

  /**
   * {@return what is written}
   *
   * @param workload events that repeat
   */
  @Benchmark
  public @Nullable Object repeats(Repeats workload) {
    return workload.next();
  }

  /**
   * {@return what is written}
   *
   * @param workload events that occur once
   */
  @Benchmark
  public @Nullable Object unique(Unique workload) {
    return workload.next();
  }

  /**
   * {@return what is written}
   *
   * @param workload events that are aggregated
   */
  @Benchmark
  public @Nullable Object aggregation(Aggregation workload) {
    return workload.next();
  }

  /**
   * {@return what is written; null once the tokens are used up}
   *
   * @param workload events that are suppressed
   */
  @Benchmark
  public @Nullable Object rateLimited(RateLimited workload) {
    return workload.next();
  }
}
