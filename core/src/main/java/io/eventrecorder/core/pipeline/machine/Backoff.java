package io.eventrecorder.core.pipeline.machine;

import java.util.random.RandomGenerator;

/**
 * How long a write waits before its next try. The pause grows exponentially and has full jitter, so
 * that lanes that failed together are not tried again together.
 */
final class Backoff {
  private final long initialNanos;
  private final long maxNanos;
  private final RandomGenerator random;

  Backoff(RetryLimits limits, RandomGenerator random) {
    this(limits.initialPauseNanos(), limits.maxPauseNanos(), random);
  }

  Backoff(long initialNanos, long maxNanos, RandomGenerator random) {
    this.initialNanos = Math.min(initialNanos, maxNanos);
    this.maxNanos = maxNanos;
    this.random = random;
  }

  /** A pause between zero and the bound of this try, both included. */
  long afterTry(int tries) {
    return random.nextLong(bound(tries) + 1);
  }

  /**
   * A pause between half of the longest pause and all of it. The sink needs a person's help, so
   * frequent probes are of no use.
   */
  long probe() {
    return maxNanos / 2 + random.nextLong(maxNanos - maxNanos / 2 + 1);
  }

  private long bound(int tries) {
    long bound = initialNanos;
    for (int i = 1; i < tries && bound < maxNanos; i++) {
      bound = bound > maxNanos / 2 ? maxNanos : bound * 2;
    }
    return bound;
  }
}
