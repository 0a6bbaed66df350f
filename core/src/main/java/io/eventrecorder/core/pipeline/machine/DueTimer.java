package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.spi.Correlation;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Asks the correlator for the writes that are due. A correlator that is due again immediately,
 * against its contract, is not asked for a while, so that it cannot keep the pipeline busy.
 */
final class DueTimer {
  private static final long MUTED_NANOS = Duration.ofSeconds(10).toNanos();

  private final GuardedCorrelator correlator;
  private boolean muted;
  private long mutedUntilNanos;

  DueTimer(GuardedCorrelator correlator) {
    this.correlator = correlator;
  }

  /** The writes that are due; called when {@link #untilDue} is over. */
  List<Correlation> due(long now) {
    muted = false;
    return correlator.due(now);
  }

  /** Checks the correlator, once its writes are queued. */
  void check(long now) {
    if (untilDue(now) <= 0) {
      correlator.bug("after due(), nextDueNanos() must lie in the future", now);
      muted = true;
      mutedUntilNanos = now + MUTED_NANOS;
    }
  }

  /** Nanoseconds until a write is due; {@code Long.MAX_VALUE} if none will be. */
  long untilDue(long now) {
    OptionalLong due = correlator.nextDueNanos(now);
    if (due.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long until = due.getAsLong() - now;
    return muted ? Math.max(until, mutedUntilNanos - now) : until;
  }
}
