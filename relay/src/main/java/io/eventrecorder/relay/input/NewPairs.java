package io.eventrecorder.relay.input;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many new pairs of object and reason may come in one minute, because each may become
 * memory of the correlator. There is a quota for each source, for each topic, and for all topics. A
 * pair of the minute before is not new, so an event that goes on needs no quota. It counts by the
 * minutes of the partition, not of this machine: a rate limiter on the machine's clock, such as
 * Guava's, would decide otherwise when the same records are read again, faster. Not thread-safe.
 */
final class NewPairs {
  private static final long MINUTE = 60_000;

  private final InputLimits limits;
  private final PairHash hash = new PairHash();
  private final Map<String, OfTopic> topics = new HashMap<>();
  private int added;
  private long minute = Long.MIN_VALUE;

  NewPairs(InputLimits limits) {
    this.limits = limits;
  }

  /** The quotas. */
  enum Quota {
    OF_SOURCE,
    OF_TOPIC,
    OF_ALL
  }

  /** The pairs of one topic. Sources and pairs are hashes. */
  private static final class OfTopic {
    private final Map<Long, Integer> addedOfSource = new HashMap<>();
    private Set<Long> pairs = new HashSet<>();
    private Set<Long> before = new HashSet<>();
    private int added;
    private int kept;

    void nextMinute() {
      Set<Long> free = before;
      free.clear();
      before = pairs;
      pairs = free;
      addedOfSource.clear();
      added = 0;
      kept = 0;
    }
  }

  /** {@return the quota that the pair of an event exceeds; null if it is known, or not too many} */
  @Nullable Quota exceeded(String topic, String scope, Event event, long nowMillis) {
    long now = Math.floorDiv(nowMillis, MINUTE);
    if (now != minute) {
      minute = now;
      added = 0;
      topics.values().forEach(OfTopic::nextMinute);
    }
    OfTopic ofTopic = topics.computeIfAbsent(topic, name -> new OfTopic());
    long pair = pair(scope, event);
    return ofTopic.pairs.contains(pair) || keep(ofTopic, pair) ? null : add(ofTopic, scope, pair);
  }

  /** A pair that is known stays so; the bound keeps the memory of a topic small. */
  private boolean keep(OfTopic topic, long pair) {
    if (!topic.before.contains(pair)) {
      return false;
    }
    if (topic.kept < limits.newPerMinuteOfTopic()) {
      topic.kept++;
      topic.pairs.add(pair);
    }
    return true;
  }

  private @Nullable Quota add(OfTopic topic, String scope, long pair) {
    long source = hash.start().add(scope).end();
    int ofSource = topic.addedOfSource.getOrDefault(source, 0);
    if (ofSource >= limits.newPerMinute()) {
      return Quota.OF_SOURCE;
    }
    if (topic.added >= limits.newPerMinuteOfTopic()) {
      return Quota.OF_TOPIC;
    }
    if (added >= limits.newPerMinuteOfAll()) {
      return Quota.OF_ALL;
    }
    topic.addedOfSource.put(source, ofSource + 1);
    topic.added++;
    added++;
    topic.pairs.add(pair);
    return null;
  }

  private long pair(String scope, Event event) {
    ObjectReference object = event.regarding();
    return hash.start()
        .add(scope)
        .add(object.namespace())
        .add(object.kind())
        .add(object.name())
        .add(object.uid())
        .add(event.reason())
        .end();
  }
}
