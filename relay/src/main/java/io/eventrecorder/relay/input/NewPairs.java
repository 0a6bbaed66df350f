package io.eventrecorder.relay.input;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Limits how many different pairs of object and reason a source may have in one minute, because
 * each may become memory of the correlator. It counts by the minutes of the partition, not of this
 * machine: a rate limiter on the machine's clock, such as Guava's, would decide otherwise when the
 * same records are read again, faster. Not thread-safe.
 */
final class NewPairs {
  private static final long MINUTE = 60_000;

  private final int mostOfSource;
  private final int mostOfAll;
  private final TextHash hash = new TextHash();
  private final Map<String, Set<Long>> seen = new HashMap<>();
  private int count;
  private long minute = Long.MIN_VALUE;

  NewPairs(InputLimits limits) {
    this.mostOfSource = limits.newPerMinute();
    this.mostOfAll = limits.newPerMinuteOfAll();
  }

  /** {@return whether the pair of the event was in this minute before, or is not one too many} */
  boolean admits(Event event, String scope, long nowMillis) {
    long now = Math.floorDiv(nowMillis, MINUTE);
    if (now != minute) {
      minute = now;
      seen.clear();
      count = 0;
    }
    ObjectReference object = event.regarding();
    long pair =
        hash.of(object.namespace(), object.kind(), object.name(), object.uid(), event.reason())
            .high();
    Set<Long> pairs = seen.get(scope);
    if (pairs != null && pairs.contains(pair)) {
      return true;
    }
    if (count >= mostOfAll || (pairs != null && pairs.size() >= mostOfSource)) {
      return false;
    }
    count++;
    return seen.computeIfAbsent(scope, source -> new HashSet<>()).add(pair);
  }
}
