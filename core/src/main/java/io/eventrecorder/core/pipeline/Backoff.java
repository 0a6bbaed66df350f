package io.eventrecorder.core.pipeline;

import java.util.random.RandomGenerator;

/**
 * How long a write waits before its next try: exponential with full jitter, so that many lanes that
 * failed together do not come back together. Arithmetic only.
 */
final class Backoff {
  private final long initialNanos;
  private final long maxNanos;
  private final RandomGenerator random;

  Backoff(long initialNanos, long maxNanos, RandomGenerator random) {
    this.initialNanos = Math.min(initialNanos, maxNanos);
    this.maxNanos = maxNanos;
    this.random = random;
  }

  /** Between zero and the bound of this try, both included. */
  long afterTry(int tries) {
    return random.nextLong(bound(tries) + 1);
  }

  /**
   * What takes a person to mend is asked after at the slowest pace: between half of the longest
   * pause and all of it.
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
