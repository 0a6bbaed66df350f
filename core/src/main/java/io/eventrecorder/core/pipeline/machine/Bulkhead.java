package io.eventrecorder.core.pipeline.machine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands out permits for requests, so that no failure domain gets more than three quarters of them.
 * A domain that hangs then leaves permits for the others, even before its time-outs show that it
 * hangs. Events of the empty domain need no permit: their sink has one domain only.
 */
final class Bulkhead {
  /** The permits of one domain, and the lanes that wait for one. */
  private static final class Share {
    int taken;
    final ArrayDeque<Lane> queue = new ArrayDeque<>(0);
  }

  private final Map<String, Share> shares = new HashMap<>();
  private final int permitsPerDomain;

  /** How many lanes wait, in all domains. */
  private int queued;

  Bulkhead(int maxInFlight) {
    this.permitsPerDomain = maxInFlight - maxInFlight / 4;
  }

  /** Puts a lane into its domain's queue if no permit is left; returns whether it did. */
  boolean queueIfFull(Lane lane) {
    Share share = shares.get(lane.failureDomain());
    if (share == null || share.taken < permitsPerDomain) {
      return false;
    }
    lane.standInLine();
    share.queue.add(lane);
    queued++;
    return true;
  }

  void acquire(String domain) {
    if (!domain.isEmpty()) {
      shares.computeIfAbsent(domain, name -> new Share()).taken++;
    }
  }

  /** Returns a permit. The result is the lane that may use it; null if none waits. */
  @Nullable Lane release(String domain) {
    Share share = shares.get(domain);
    if (share == null) {
      return null;
    }
    share.taken--;
    return removeNext(domain, share);
  }

  /** Takes the next lane out of a domain's queue, and makes it ready; null if none waits. */
  @Nullable Lane removeNext(String domain) {
    Share share = queued == 0 ? null : shares.get(domain);
    return share == null ? null : removeNext(domain, share);
  }

  private @Nullable Lane removeNext(String domain, Share share) {
    Lane next = share.queue.poll();
    if (next != null) {
      next.ready();
      queued--;
    }
    if (share.taken == 0 && share.queue.isEmpty()) {
      shares.remove(domain);
    }
    return next;
  }

  /** How many permits a domain has taken. */
  int taken(String domain) {
    Share share = shares.get(domain);
    return share == null ? 0 : share.taken;
  }

  boolean isQueued(Lane lane) {
    Share share = queued == 0 ? null : shares.get(lane.failureDomain());
    return share != null && share.queue.contains(lane);
  }

  void clear() {
    shares.clear();
    queued = 0;
  }
}
