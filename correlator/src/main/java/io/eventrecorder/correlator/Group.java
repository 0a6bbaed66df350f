package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import org.jspecify.annotations.Nullable;

/** Similar events: the local keys that pass, and where the others are counted. */
final class Group extends CacheNode<Group> {
  final LocalKeys members = new LocalKeys();
  final String reportingController;
  final String reportingInstance;

  /** Where aggregates were counted last; may have left its cache. */
  @Nullable Observation aggregate;

  private long lastSeen;

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
      members.clear();
    }
    lastSeen = nowNanos;
  }
}
