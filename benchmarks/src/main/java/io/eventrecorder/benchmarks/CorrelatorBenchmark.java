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

/** Events per second through a correlator and a sink that answers at once. */
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CorrelatorBenchmark {
  /** The events of a benchmark, and the correlator that they go through. */
  @State(Scope.Thread)
  public abstract static class Workload {
    /** Whose correlator. */
    @Param({"eventrecorder", "client-java"})
    public String implementation = "";

    private final Supplier<List<Event>> events;
    private final Limiter limiter;
    private Implementation correlator;

    Workload(Supplier<List<Event>> events, Limiter limiter) {
      this.events = events;
      this.limiter = limiter;
    }

    /** Makes events and correlator, anew for each run. */
    @Setup
    public void setUp() {
      correlator = Implementation.of(implementation, events.get(), limiter);
    }

    @Nullable Object next() {
      return correlator.next();
    }
  }

  /** 1000 events over and over, all written. */
  public static class Repeats extends Workload {
    /** Made by JMH. */
    public Repeats() {
      super(Events::known, Limiter.WIDE_OPEN);
    }
  }

  /** Events that are not known, all written. */
  public static class Unique extends Workload {
    /** Made by JMH. */
    public Unique() {
      super(Events::unique, Limiter.WIDE_OPEN);
    }
  }

  /** One object and ever new messages, all written. */
  public static class Aggregation extends Workload {
    /** Made by JMH. */
    public Aggregation() {
      super(Events::newMessages, Limiter.WIDE_OPEN);
    }
  }

  /** 1000 events over and over; after the first thousands all are suppressed. */
  public static class RateLimited extends Workload {
    /** Made by JMH. */
    public RateLimited() {
      super(Events::known, Limiter.STANDARD);
    }
  }

  /**
   * {@return what is written}
   *
   * @param workload events that happen again and again
   */
  @Benchmark
  public @Nullable Object repeats(Repeats workload) {
    return workload.next();
  }

  /**
   * {@return what is written}
   *
   * @param workload events that happen once
   */
  @Benchmark
  public @Nullable Object unique(Unique workload) {
    return workload.next();
  }

  /**
   * {@return what is written}
   *
   * @param workload events that are combined
   */
  @Benchmark
  public @Nullable Object aggregation(Aggregation workload) {
    return workload.next();
  }

  /**
   * {@return null, once the tokens are used up}
   *
   * @param workload events that are suppressed
   */
  @Benchmark
  public @Nullable Object rateLimited(RateLimited workload) {
    return workload.next();
  }
}
