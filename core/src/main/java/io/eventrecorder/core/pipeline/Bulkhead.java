package io.eventrecorder.core.pipeline;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many requests each failure domain has under way. One that hangs must leave room for the
 * others before anybody can know that it hangs, so none gets more than three quarters of all
 * bulkhead. A sink that knows only one domain, the empty one, has them all.
 */
final class Bulkhead {
  /** What one domain holds, and the lanes that wait for a place of its. */
  private static final class Share {
    int taken;
    final ArrayDeque<Lane> line = new ArrayDeque<>(0);
  }

  private final Map<String, Share> shares = new HashMap<>();
  private final int most;

  /** How many lanes stand in line. */
  private int inLine;

  Bulkhead(int maxInFlight) {
    this.most = maxInFlight - maxInFlight / 4;
  }

  /** Puts the lane in line if its domain has no place left. */
  boolean standInLine(Lane lane) {
    Share share = shares.get(lane.domain);
    if (share == null || share.taken < most) {
      return false;
    }
    share.line.add(lane);
    inLine++;
    return true;
  }

  void take(String domain) {
    if (!domain.isEmpty()) {
      shares.computeIfAbsent(domain, name -> new Share()).taken++;
    }
  }

  /** Gives a place back; the lane that is next in line may go, if there is one. */
  @Nullable Lane leave(String domain) {
    Share share = shares.get(domain);
    if (share == null) {
      return null;
    }
    share.taken--;
    return nextInLine(domain, share);
  }

  /** The next in line, who need not wait for a place any more; null if there is none. */
  @Nullable Lane nextInLine(String domain) {
    Share share = inLine == 0 ? null : shares.get(domain);
    return share == null ? null : nextInLine(domain, share);
  }

  private @Nullable Lane nextInLine(String domain, Share share) {
    Lane next = share.line.poll();
    inLine -= next == null ? 0 : 1;
    if (share.taken == 0 && share.line.isEmpty()) {
      shares.remove(domain);
    }
    return next;
  }

  /** How many places a domain has taken. */
  int taken(String domain) {
    Share share = shares.get(domain);
    return share == null ? 0 : share.taken;
  }

  /** Whether a lane waits for a place. */
  boolean isInLine(Lane lane) {
    Share share = inLine == 0 ? null : shares.get(lane.domain);
    return share != null && share.line.contains(lane);
  }

  void clear() {
    shares.clear();
    inLine = 0;
  }
}
