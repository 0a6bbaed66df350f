package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of a count is from which event that comes from elsewhere. Such an event says its whole
 * count each time, so only what it says more than before is new. It is known by its uid, or by
 * namespace and name if it has none. Bounded: one that had to leave and comes again is counted
 * anew.
 *
 * @param <N> what counts
 */
final class Contributions<N extends CacheNode<N>> {
  private static final int UID = 11;
  private static final int NAME = 12;

  private final RecencyCache<Contribution<N>> all;
  private final Hasher hasher;
  private final Fingerprint key = new Fingerprint();
  private @Nullable Contribution<N> found;
  private long repeated;
  private long forgotten;

  Contributions(int capacity, Hasher hasher) {
    this.hasher = hasher;
    this.all = new RecencyCache<>(capacity, (node, now) -> !node.counter.isCached(), this::leaves);
  }

  /** Where the event is counted of which this is a state; null if nowhere any more. */
  @Nullable N counter(Event state) {
    if (state.uid().isEmpty()) {
      hasher.start().put(state.namespace()).put(state.name()).finish(NAME, key);
    } else {
      hasher.start().put(state.uid()).finish(UID, key);
    }
    found = all.find(key);
    return found == null || !found.counter.isCached() ? null : found.counter;
  }

  /**
   * How many more occurrences the state says than were counted; the one that {@link #counter} was
   * asked for.
   */
  int more(Event state, @Nullable N counter) {
    int count = state.occurrences();
    Contribution<N> known = found;
    return known == null || known.counter != counter ? count : Math.max(0, count - known.count);
  }

  /** The state that {@link #counter} was asked for adds nothing; it is used all the same. */
  void repeats() {
    repeated++;
    if (found != null) {
      all.touch(found);
    }
  }

  /** The state is counted. */
  void count(Event state, N counter, long nowNanos) {
    int count = state.occurrences();
    Contribution<N> known = found;
    if (known == null) {
      all.add(new Contribution<>(key, counter, count), nowNanos);
      return;
    }
    all.touch(known);
    known.count = known.counter == counter ? Math.max(known.count, count) : count;
    known.counter = counter;
  }

  /** What is worth watching of all this. */
  void addTo(Map<String, Long> gauges) {
    gauges.put("states", (long) all.size());
    gauges.put("states-repeated", repeated);
    gauges.put("states-forgotten", forgotten);
  }

  private void leaves(Contribution<N> node) {
    if (node.counter.isCached()) {
      forgotten++;
    }
  }
}
