package io.eventrecorder.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cache of the correlators against Caffeine, at the default capacity, on one thread. It repeats
 * the measurement that {@code docs/rationale.md} bases the choice on.
 */
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CacheBenchmark {
  private static final int CAPACITY = 32_768;

  /** A cache that is full of keys that were used five times each. */
  @State(Scope.Thread)
  public static class FullCache {
    /** Whose cache. */
    @Param({"own", "caffeine"})
    public String implementation = "";

    private CacheImplementation cache;
    private long known;
    private long unknown = CAPACITY;

    /** Fills the cache. */
    @Setup(Level.Iteration)
    public void fill() {
      cache = CacheImplementation.of(implementation, CAPACITY);
      for (int i = 0; i < 5 * CAPACITY; i++) {
        cache.use(i % CAPACITY);
      }
    }
  }

  /** A cache that was filled just now, so that it has not adapted to new keys yet. */
  @State(Scope.Thread)
  public static class FreshCache {
    /** Whose cache. */
    @Param({"own", "caffeine"})
    public String implementation = "";

    /** The greatest number of keys. */
    @Param({"4096", "32768"})
    public int capacity;

    private CacheImplementation cache;

    /** Fills the cache with keys that are used five times each. */
    @Setup(Level.Invocation)
    public void fill() {
      cache = CacheImplementation.of(implementation, capacity);
      for (int i = 0; i < 5 * capacity; i++) {
        cache.use(i % capacity);
      }
    }
  }

  /** How many of the new keys the cache knew at their second use. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Learned {
    /** How many were known. */
    public long known;

    /** How many were not known. */
    public long forgotten;
  }

  /**
   * {@return whether the key was known}
   *
   * @param full whose keys are used in turn
   */
  @Benchmark
  public boolean useKnown(FullCache full) {
    full.known = (full.known + 1) % CAPACITY;
    return full.cache.use(full.known);
  }

  /**
   * {@return whether the key was known; it never was}
   *
   * @param full to which new keys are added
   */
  @Benchmark
  public boolean addNew(FullCache full) {
    return full.cache.use(++full.unknown);
  }

  /**
   * Uses new keys, an eighth of the capacity, once and then a second time. A correlator must know
   * them the second time: an event that it does not know is written as a new one. The result is in
   * the counts; the time says little.
   *
   * @param fresh to which new keys are added
   * @param learned counts the keys that were known the second time
   */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 3)
  @Measurement(iterations = 5)
  public void learnNew(FreshCache fresh, Learned learned) {
    int newKeys = fresh.capacity / 8;
    for (int i = 0; i < newKeys; i++) {
      fresh.cache.use(fresh.capacity + i);
    }
    for (int i = 0; i < newKeys; i++) {
      if (fresh.cache.use(fresh.capacity + i)) {
        learned.known++;
      } else {
        learned.forgotten++;
      }
    }
  }
}
