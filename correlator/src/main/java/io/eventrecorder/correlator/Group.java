package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import org.jspecify.annotations.Nullable;

/** Similar events: the local keys that pass, and where the others are counted. */
final class Group extends CacheNode<Group> {
  final String reportingController;
  final String reportingInstance;

  /** Where aggregates were counted last; may have left its cache. */
  @Nullable Observation aggregate;

  private long lastSeen;

  /** The first local key; most groups have no other. Zeros: none. */
  private long firstHi;

  private long firstLo;
  private @Nullable LocalKeys others;

  Group(Fingerprint key, Event event, long nowNanos) {
    super(key);
    reportingController = event.reportingController();
    reportingInstance = event.reportingInstance();
    lastSeen = nowNanos;
  }

  /** Whether an event of the same event key belongs here: only the reporters can differ. */
  boolean isReportedBy(Event event) {
    return reportingController.equals(event.reportingController())
        && reportingInstance.equals(event.reportingInstance());
  }

  boolean isIdle(long nowNanos, long intervalNanos) {
    return nowNanos - lastSeen > intervalNanos;
  }

  /** Sees an event. A group that was idle starts empty. */
  void see(long nowNanos, long intervalNanos) {
    if (isIdle(nowNanos, intervalNanos)) {
      firstHi = 0;
      firstLo = 0;
      others = null;
    }
    lastSeen = nowNanos;
  }

  boolean has(Fingerprint local) {
    return (firstHi == local.hi && firstLo == local.lo)
        || (others != null && others.contains(local));
  }

  /** Adds a local key that is not there. */
  void add(Fingerprint local) {
    if (firstHi == 0 && firstLo == 0) {
      firstHi = local.hi;
      firstLo = local.lo;
      return;
    }
    if (others == null) {
      others = new LocalKeys();
    }
    others.add(local);
  }

  /** How many local keys it has. */
  int size() {
    int first = firstHi == 0 && firstLo == 0 ? 0 : 1;
    return first + (others == null ? 0 : others.size());
  }
}
