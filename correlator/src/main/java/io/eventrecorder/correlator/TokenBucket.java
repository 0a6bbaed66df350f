package io.eventrecorder.correlator;

/**
 * The arithmetic of a bucket that holds at most {@code burst} tokens and refills continuously.
 * Whole numbers only: the part of a token that has refilled is the time since {@link #since}. Apart
 * from clock, cache and threads.
 */
final class TokenBucket {
  private final Budget budget;
  private int tokens;
  private long since;

  /** A full bucket. */
  TokenBucket(Budget budget) {
    this.budget = budget;
    this.tokens = budget.burst();
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

  /** The moment from which on there are so many tokens, of which none is taken before. */
  long readyAt(int wanted) {
    return since + Math.max(0, wanted - tokens) * interval();
  }

  private long interval() {
    return budget.nanosPerToken();
  }
}
