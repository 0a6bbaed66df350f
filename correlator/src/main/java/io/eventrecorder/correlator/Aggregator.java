package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import org.jspecify.annotations.Nullable;

/**
 * Stage 1. A group of similar events lets {@code maxEvents − 1} distinct local keys pass; all later
 * ones are combined under the group's key. The newest leaves a full group, so the first ones keep
 * their own events. A group that was not seen for longer than the interval starts empty.
 */
final class Aggregator {
  private final EventKeys keys;
  private final int maxEvents;
  private final long intervalNanos;
  private final RecencyCache<Group> groups;

  Aggregator(CorrelatorOptions options, EventKeys keys) {
    this.keys = keys;
    this.maxEvents = options.maxEvents();
    this.intervalNanos = Nanos.of(options.maxInterval());
    this.groups =
        new RecencyCache<>(
            options.cacheSize(),
            (group, nowNanos) -> group.isIdle(nowNanos, intervalNanos),
            group -> {});
  }

  /**
   * The group of an event, which is thereby seen.
   *
   * @param own what was observed under the event's own key; spares a look-up
   */
  Group see(Event event, @Nullable Observation own, long nowNanos) {
    Group group = known(event, own);
    if (group == null) {
      group = new Group(keys.group(), event, nowNanos);
      groups.add(group, nowNanos);
    } else {
      groups.touch(group);
      group.see(nowNanos, intervalNanos);
    }
    return group;
  }

  /** Whether the event keeps its own key; otherwise it is combined with others of its group. */
  boolean passes(Group group, Fingerprint local) {
    if (group.has(local)) {
      return true;
    }
    if (group.size() + 1 >= maxEvents) {
      return false;
    }
    group.add(local);
    return true;
  }

  int size() {
    return groups.size();
  }

  private @Nullable Group known(Event event, @Nullable Observation own) {
    Group last = own == null ? null : own.group;
    boolean same =
        last != null && keys.groupsAreBuiltIn() && last.isCached() && last.isReportedBy(event);
    return same ? last : groups.find(keys.group());
  }
}
