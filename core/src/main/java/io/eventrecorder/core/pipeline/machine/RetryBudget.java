package io.eventrecorder.core.pipeline.machine;

/**
 * How much of its tries and its time a write has used. Immutable. A write that is stored at its
 * first try keeps {@link #UNUSED}, so that it needs no object.
 *
 * @param tries how many tries have failed; tries during an outage do not count
 * @param firstTryNanos when the first of them was sent
 * @param bugRetried whether one of them failed with an unexpected exception, which is tried again
 *     once
 */
record RetryBudget(int tries, long firstTryNanos, boolean bugRetried) {
  static final RetryBudget UNUSED = new RetryBudget(0, 0, false);

  /** The budget after one more failed try. */
  RetryBudget afterTry(long startedNanos) {
    return new RetryBudget(tries + 1, tries == 0 ? startedNanos : firstTryNanos, bugRetried);
  }

  RetryBudget afterBug() {
    return new RetryBudget(tries, firstTryNanos, true);
  }

  /** The budget after a wait that belongs to an outage and not to the write. */
  RetryBudget afterOutage(long waitedNanos) {
    return tries == 0 ? this : new RetryBudget(tries, firstTryNanos + waitedNanos, bugRetried);
  }

  boolean hasTriesLeft(RetryLimits limits) {
    return tries < limits.maxTries();
  }

  /** Whether the write may be tried again after a pause. */
  boolean allows(long pauseNanos, RetryLimits limits, long now) {
    long spent = now - firstTryNanos;
    return hasTriesLeft(limits) && spent + pauseNanos <= limits.maxTimeNanos();
  }
}
