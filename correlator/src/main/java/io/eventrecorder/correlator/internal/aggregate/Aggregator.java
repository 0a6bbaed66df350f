package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.internal.cache.SegmentedLruCache;
import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.correlator.internal.key.EventKeys;
import org.jspecify.annotations.Nullable;

/**
 * Stage 1. A group of similar events lets {@code maxEvents − 1} distinct local keys pass. Events
 * with other local keys are combined: they are counted under the key of the group. So the events
 * that came first stay separate. A group starts empty after a pause longer than the interval. Not
 * thread-safe.
 */
public final class Aggregator {
  private final EventKeys keys;
  private final int maxEvents;
  private final long intervalNanos;
  final SegmentedLruCache<Group> groups;

  /**
   * Makes an aggregator without groups.
   *
   * @param cacheSize the greatest number of groups
   * @param maxEvents at how many distinct local keys events are combined
   * @param intervalNanos the pause after which a group starts empty
   * @param keys the keys of the event at hand
   */
  public Aggregator(int cacheSize, int maxEvents, long intervalNanos, EventKeys keys) {
    this.keys = keys;
    this.maxEvents = maxEvents;
    this.intervalNanos = intervalNanos;
    this.groups =
        new SegmentedLruCache<>(
            cacheSize, (group, nowNanos) -> group.isIdle(nowNanos, intervalNanos), group -> {});
  }

  /**
   * Finds or makes the group of an event, and notes that the event happened.
   *
   * @param known the observation of the event, if there is one; often saves a look-up
   */
  public Group groupOf(Event event, @Nullable Observation known, long nowNanos) {
    Group group = find(event, known);
    if (group == null) {
      group = new Group(event, nowNanos);
      groups.add(keys.group(), group, nowNanos);
    } else {
      groups.touch(group);
      group.see(nowNanos, intervalNanos);
    }
    return group;
  }

  /** Whether the event stays separate; otherwise it is combined with others of its group. */
  public boolean passes(Group group, Fingerprint local) {
    if (group.has(local)) {
      return true;
    }
    if (group.size() + 1 >= maxEvents) {
      return false;
    }
    group.add(local);
    return true;
  }

  /** The number of groups. */
  public int size() {
    return groups.size();
  }

  private @Nullable Group find(Event event, @Nullable Observation known) {
    boolean isForeign = event.isFromElsewhere();
    Group last = known == null || isForeign || known.hasForeignLinks ? null : known.group;
    boolean same =
        last != null
            && keys.groupsAreBuiltIn()
            && last.isCached()
            && last.isReportedBy(event, keys.isForEveryReporter());
    return same ? last : groups.find(keys.group());
  }
}
