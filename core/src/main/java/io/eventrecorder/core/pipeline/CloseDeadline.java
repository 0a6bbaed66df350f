package io.eventrecorder.core.pipeline;

import java.util.concurrent.TimeUnit;

/**
 * How long closing may take. Both are readings of the monotonic clock, in nanoseconds.
 *
 * @param writesEndNanos when the writes must be done
 * @param endNanos when the sink must be closed
 */
record CloseDeadline(long writesEndNanos, long endNanos) {
  /** A fifth of the time, and at most a second, is kept for the sink's own flush and close. */
  private static final int RESERVE_DIVISOR = 5;

  private static final long MAX_RESERVE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The deadline of a pipeline that begins to close now. */
  static CloseDeadline after(long nanos, long now) {
    long reserve = Math.min(nanos / RESERVE_DIVISOR, MAX_RESERVE_NANOS);
    return new CloseDeadline(now + nanos - reserve, now + nanos);
  }

  /** Nanoseconds until the sink must be closed; at least 0. */
  long left(long now) {
    return Math.max(0, endNanos - now);
  }
}
