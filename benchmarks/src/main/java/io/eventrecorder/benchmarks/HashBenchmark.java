package io.eventrecorder.benchmarks;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.correlator.internal.hash.Hasher;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
 * The hash of the correlators against Guava's, for the key of an event with a message of 120
 * characters. Guava has no keyed hash of 128 bits: its SipHash has 64 bits, and its MurmurHash3,
 * which has 128, has no secret. So neither can replace ours; they show what such a hash costs.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HashBenchmark {
  /** Whose hash. */
  @Param({"own", "guava-sipHash24", "guava-murmur3_128"})
  public String implementation = "";

  private LongSupplier hash;

  /** Chooses the hash. */
  @Setup
  public void setUp() {
    List<String> texts =
        List.of(
            "kubelet",
            "node-17.example.com",
            "Pod",
            "shop",
            "checkout-7d9c6f5b8-x2x9k",
            "2f1c0a52-8f5e-4a57-9d0e-6f1f3a0f6c11",
            "v1",
            "Warning",
            "BackOff",
            "spec.containers{checkout}",
            "Back-off restarting failed container ".repeat(4).substring(0, 120));
    hash =
        switch (implementation) {
          case "own" -> own(texts);
          case "guava-sipHash24" -> guava(Hashing.sipHash24(1, 2), texts);
          case "guava-murmur3_128" -> guava(Hashing.murmur3_128(1), texts);
          default -> throw new IllegalArgumentException(implementation + " is no implementation");
        };
  }

  private static LongSupplier own(List<String> texts) {
    Hasher hasher = new Hasher();
    Fingerprint key = new Fingerprint();
    return () -> {
      hasher.start();
      for (String text : texts) {
        hasher.put(text);
      }
      hasher.finish(1, key);
      return key.lo();
    };
  }

  private static LongSupplier guava(HashFunction function, List<String> texts) {
    return () -> {
      com.google.common.hash.Hasher hasher = function.newHasher();
      for (String text : texts) {
        hasher.putInt(text.length()).putUnencodedChars(text);
      }
      return hasher.hash().asLong();
    };
  }

  /** {@return the last 64 bits of the key} */
  @Benchmark
  public long eventKey() {
    return hash.getAsLong();
  }
}
