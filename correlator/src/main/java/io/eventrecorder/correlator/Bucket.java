package io.eventrecorder.correlator;

import org.jspecify.annotations.Nullable;

/** The tokens of one rate-limit key, and the observations that wait for them. */
final class Bucket extends CacheNode<Bucket> {
  final TokenBucket tokens;
  final Budget budget;

  /** First and last of those that wait; see {@link CatchUp}. */
  @Nullable Observation firstWaiting;

  @Nullable Observation lastWaiting;

  /** Valid while some wait. */
  long readyAt;

  long order;

  Bucket(Fingerprint key, Budget budget) {
    super(key);
    this.budget = budget;
    this.tokens = new TokenBucket(budget);
  }

  /** Full and waited for by none, it is as good as a new one. */
  boolean isIdle(long nowNanos) {
    return firstWaiting == null && tokens.isFull(nowNanos);
  }
}
