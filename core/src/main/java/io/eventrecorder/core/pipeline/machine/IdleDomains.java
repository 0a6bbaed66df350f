package io.eventrecorder.core.pipeline.machine;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The failure domains in trouble that no lane waits for, in the order in which they became idle.
 * They are kept for a while, since the next event may fail, too.
 */
final class IdleDomains {
  /** A domain that has been idle for this long is forgotten. */
  static final long FORGET_NANOS = Duration.ofMinutes(10).toNanos();

  /** When more domains are idle, the first one is forgotten immediately. */
  static final int MAX_IDLE = 1000;

  private final Set<FailureDomain> domains = new LinkedHashSet<>();

  /** Adds a domain that no lane waits for, unless it is there; returns the one to forget. */
  @Nullable FailureDomain addIfIdle(FailureDomain domain, long now) {
    if (domain.isAwaited() || !domains.add(domain)) {
      return null;
    }
    domain.idleSince(now);
    return domains.size() > MAX_IDLE ? domains.iterator().next() : null;
  }

  void remove(FailureDomain domain) {
    domains.remove(domain);
  }

  /** Nanoseconds until the first domain is forgotten; {@code Long.MAX_VALUE} if there is none. */
  long untilForgotten(long now) {
    return domains.isEmpty()
        ? Long.MAX_VALUE
        : domains.iterator().next().idleSinceNanos() - now + FORGET_NANOS;
  }

  /** The next domain that has been idle for too long; null if there is none. */
  @Nullable FailureDomain nextToForget(long now) {
    return untilForgotten(now) <= 0 ? domains.iterator().next() : null;
  }
}
