package io.eventrecorder.core.pipeline.machine;

import java.time.Duration;

/**
 * How long the write that waits longest has been waiting. Finding it walks over all lanes, so where
 * there are many, the last result serves for a tenth of a second.
 */
final class OldestWaiting {
  private static final int FEW_LANES = 500;
  private static final long WALK_INTERVAL_NANOS = Duration.ofMillis(100).toNanos();

  private final Lanes lanes;
  private long walkedNanos;
  private long waitedNanos;

  OldestWaiting(Lanes lanes) {
    this.lanes = lanes;
  }

  /** The time in nanoseconds, if a write waits. */
  long nanos(long now) {
    if (lanes.size() <= FEW_LANES || now - walkedNanos > WALK_INTERVAL_NANOS) {
      walkedNanos = now;
      waitedNanos = lanes.oldestWaitingNanos(now);
    }
    return waitedNanos + (now - walkedNanos);
  }
}
