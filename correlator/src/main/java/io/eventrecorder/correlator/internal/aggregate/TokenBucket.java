package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.correlator.internal.cache.CacheNode;
import io.eventrecorder.correlator.internal.state.StateReader;
import io.eventrecorder.correlator.internal.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one rate-limit key: at most {@code burst}, refilled continuously. It computes with
 * whole numbers only: the time since {@link #since} is the part of a token that has refilled.
 */
final class TokenBucket extends CacheNode {
  private final RateLimit limit;

  /** The observations that wait for tokens; null if there are none. */
  DeferredWrites.@Nullable BucketQueue waiting;

  private int tokens;
  private long since;

  /** Makes a full bucket. */
  TokenBucket(RateLimit limit) {
    this.limit = limit;
    this.tokens = limit.burst();
  }

  /** Reads what {@link #write} wrote. Times that cannot be right would not be comparable. */
  TokenBucket(RateLimit limit, StateReader in, long nowNanos) {
    this.limit = limit;
    this.tokens =
        (int) Math.min(limit.burst(), in.readNumber("a number of tokens", 0, Integer.MAX_VALUE));
    long age = nowNanos - in.readZigzag();
    this.since = nowNanos - Math.max(0, Math.min(age, RateLimit.LONGEST_WAIT));
  }

  void write(StateWriter out) {
    out.writeVarint(tokens).writeZigzag(since);
  }

  RateLimit limit() {
    return limit;
  }

  /** Takes a token if there is one; otherwise changes nothing. */
  boolean take(long nowNanos) {
    int available = available(nowNanos);
    if (available == 0) {
      return false;
    }
    since = available == limit.burst() ? nowNanos : since + (available - tokens) * interval();
    tokens = available - 1;
    return true;
  }

  /** The number of whole tokens at a moment. */
  int available(long nowNanos) {
    int missing = limit.burst() - tokens;
    if (missing == 0) {
      return tokens;
    }
    long passed = nowNanos - since;
    if (passed < interval()) {
      return tokens; // nearly always in a flood; the division below takes longer than the rest
    }
    long refilled = passed / interval();
    return refilled >= missing ? limit.burst() : tokens + (int) refilled;
  }

  boolean isFull(long nowNanos) {
    return available(nowNanos) == limit.burst();
  }

  /** Whether the bucket equals a new one: it is full, and no observation waits for it. */
  boolean isIdle(long nowNanos) {
    return waiting == null && isFull(nowNanos);
  }

  /** The moment when the bucket holds so many tokens, if none is taken before. */
  long readyAt(int wanted) {
    return since + Math.max(0, wanted - tokens) * interval();
  }

  private long interval() {
    return limit.nanosPerToken();
  }
}
