package io.eventrecorder.core.pipeline.machine;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The failure domains that await a probe, in the order of their times. Times are compared by their
 * difference, because a monotonic clock may overflow.
 */
final class ProbeSchedule {
  private final TreeSet<FailureDomain> domains =
      new TreeSet<>(
          (a, b) ->
              a.probeNanos() == b.probeNanos()
                  ? Long.compare(a.serial(), b.serial())
                  : Long.signum(a.probeNanos() - b.probeNanos()));

  /** Adds a domain if it awaits a probe. */
  void addIfAwaited(FailureDomain domain) {
    if (domain.awaitsProbe()) {
      domains.add(domain);
    }
  }

  void remove(FailureDomain domain) {
    domains.remove(domain);
  }

  /** The domain whose probe is due first; null if there is none. */
  @Nullable FailureDomain first() {
    return domains.isEmpty() ? null : domains.first();
  }
}
