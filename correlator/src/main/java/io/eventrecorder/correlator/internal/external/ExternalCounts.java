package io.eventrecorder.correlator.internal.external;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.internal.cache.CacheNode;
import io.eventrecorder.correlator.internal.cache.SegmentedLruCache;
import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.correlator.internal.hash.Hasher;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how much each external event ({@link Event#isFromElsewhere()}) has added to which
 * counter. Such an event carries its whole count each time, so only the increase is new. It is
 * identified by its uid, or by namespace and name if it has none. Bounded: an event that was
 * evicted and comes again adds its whole count again. Not thread-safe.
 *
 * @param <N> the class of the counters
 */
public final class ExternalCounts<N extends CacheNode> {
  private static final int UID = 11;
  private static final int NAME = 12;

  private final SegmentedLruCache<ExternalCount<N>> counts;
  private final Hasher hasher;
  private final Fingerprint key = new Fingerprint();
  private @Nullable ExternalCount<N> found;
  private long repeated;
  private long forgotten;

  /** Makes an empty memory for as many events as the capacity says. */
  public ExternalCounts(int capacity, Hasher hasher) {
    this.hasher = hasher;
    this.counts =
        new SegmentedLruCache<>(capacity, (node, now) -> !node.counter.isCached(), this::left);
  }

  /**
   * Finds the counter of an external event. The other methods are about the event that was passed
   * to this method last.
   *
   * @return null if the event is not known, or its counter has left its cache
   */
  public @Nullable N find(Event state) {
    if (state.uid().isEmpty()) {
      hasher.start().put(state.namespace()).put(state.name()).finish(NAME, key);
    } else {
      hasher.start().put(state.uid()).finish(UID, key);
    }
    found = counts.find(key);
    return found == null || !found.counter.isCached() ? null : found.counter;
  }

  /** How many occurrences of the event are not in the counter yet. */
  public int increase(Event state, @Nullable N counter) {
    int count = state.occurrences();
    ExternalCount<N> known = found;
    return known == null || known.counter != counter ? count : Math.max(0, count - known.count);
  }

  /** Notes that the event came again and adds nothing. */
  public void repeat() {
    repeated++;
    if (found != null) {
      counts.touch(found);
    }
  }

  /** Notes that the event is in the counter now. */
  public void add(Event state, N counter, long nowNanos) {
    int count = state.occurrences();
    ExternalCount<N> known = found;
    if (known == null) {
      counts.add(key, new ExternalCount<>(counter, count), nowNanos);
      return;
    }
    counts.touch(known);
    known.count = known.counter == counter ? Math.max(known.count, count) : count;
    known.counter = counter;
  }

  /** Adds the gauges {@code states}, {@code states-repeated} and {@code states-forgotten}. */
  public void addTo(Map<String, Long> gauges) {
    gauges.put("states", (long) counts.size());
    gauges.put("states-repeated", repeated);
    gauges.put("states-forgotten", forgotten);
  }

  private void left(ExternalCount<N> node) {
    if (node.counter.isCached()) {
      forgotten++;
    }
  }
}
