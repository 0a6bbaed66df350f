package io.eventrecorder.correlator;

import org.jspecify.annotations.Nullable;

/**
 * The tokens of one rate-limit key: at most {@code burst}, refilled continuously. Whole numbers
 * only: the part of a token that has refilled is the time since {@link #since}.
 */
final class Bucket extends CacheNode<Bucket> {
  private final Budget budget;

  /** Those that wait for tokens; null if none do. */
  CatchUp.@Nullable Line waiting;

  private int tokens;
  private long since;

  /** A full bucket. */
  Bucket(Fingerprint key, Budget budget) {
    super(key);
    this.budget = budget;
    this.tokens = budget.burst();
  }

  Budget budget() {
    return budget;
  }

  /** Takes a token if there is one; otherwise the bucket is left as it was. */
  boolean take(long nowNanos) {
    int available = available(nowNanos);
    if (available == 0) {
      return false;
    }
    since = available == budget.burst() ? nowNanos : since + (available - tokens) * interval();
    tokens = available - 1;
    return true;
  }

  /** Whole tokens at a moment. */
  int available(long nowNanos) {
    int missing = budget.burst() - tokens;
    if (missing == 0) {
      return tokens;
    }
    long refilled = Math.max(0, nowNanos - since) / interval();
    return refilled >= missing ? budget.burst() : tokens + (int) refilled;
  }

  boolean isFull(long nowNanos) {
    return available(nowNanos) == budget.burst();
  }

  /** Full and waited for by none, it is as good as a new one. */
  boolean isIdle(long nowNanos) {
    return waiting == null && isFull(nowNanos);
  }

  /** The moment from which on there are so many tokens, of which none is taken before. */
  long readyAt(int wanted) {
    return since + Math.max(0, wanted - tokens) * interval();
  }

  private long interval() {
    return budget.nanosPerToken();
  }
}
