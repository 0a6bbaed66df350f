package io.eventrecorder.correlator.internal.external;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.internal.cache.CacheNode;
import io.eventrecorder.correlator.internal.cache.Position;
import io.eventrecorder.correlator.internal.cache.SegmentedLruCache;
import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.correlator.internal.hash.Hasher;
import io.eventrecorder.correlator.internal.state.PartKey;
import io.eventrecorder.correlator.internal.state.StateReader;
import io.eventrecorder.correlator.internal.state.StateWriter;
import io.eventrecorder.spi.StatefulCorrelator.Parts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
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
  private static final int VERSION = 1;

  private final SegmentedLruCache<ExternalCount<N>> counts;
  private final Hasher hasher;
  private final Fingerprint key = new Fingerprint();
  private @Nullable ExternalCount<N> found;

  /** The numbers of counters that are not back yet. */
  private Map<ExternalCount<N>, Long> restored = new HashMap<>();

  /**
   * The numbers of counters that have left before the parts were taken back. The parts still have
   * these numbers, so the next collection has them, too.
   */
  private Map<ExternalCount<N>, Long> missing = new HashMap<>();

  private long repeated;
  private long forgotten;

  /** Makes an empty memory for as many events as the capacity says. */
  public ExternalCounts(int capacity, Hasher hasher) {
    this.hasher = hasher;
    this.counts =
        new SegmentedLruCache<>(capacity, (node, now) -> node.cachedCounter() == null, this::left);
  }

  /**
   * Finds the counter of an external event. The other methods are about the event that was passed
   * to this method last.
   *
   * @return null if the event is not known, or its counter has left its cache
   */
  public @Nullable N find(Event state, String scope) {
    hasher.start().put(scope);
    if (state.uid().isEmpty()) {
      hasher.put(state.namespace()).put(state.name()).finish(NAME, key);
    } else {
      hasher.put(state.uid()).finish(UID, key);
    }
    found = counts.find(key);
    return found == null ? null : found.cachedCounter();
  }

  /** How many occurrences of the event are not in the counter yet. */
  public int increase(Event state, @Nullable N counter) {
    int count = state.occurrences();
    ExternalCount<N> known = found;
    return known == null || counter == null || known.counter != counter
        ? count
        : Math.max(0, count - known.count);
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

  /**
   * Hands over the parts that have changed.
   *
   * @param kind the first byte of their keys
   * @param numberOf the number of a counter in its cache
   */
  public void collect(int kind, Parts parts, ToLongFunction<N> numberOf) {
    StateWriter out = new StateWriter();
    counts.collect(
        new SegmentedLruCache.Changes<>() {
          @Override
          public void removed(Fingerprint its) {
            parts.remove(PartKey.of(kind, its));
          }

          @Override
          public void changed(Fingerprint its, ExternalCount<N> node, Position position) {
            N counter = node.cachedCounter();
            long number =
                counter == null ? missing.getOrDefault(node, 0L) : numberOf.applyAsLong(counter);
            out.clear().writeByte(VERSION);
            position.write(out);
            out.writeVarint(node.count).writeVarint(number);
            parts.put(PartKey.of(kind, its), out.toBytes());
          }
        });
  }

  /** What {@link #collect} handed over has arrived. */
  public void collected() {
    counts.collected();
    missing = new HashMap<>();
  }

  /** Takes a part back. */
  public void restore(Fingerprint its, StateReader in) {
    in.readVersion("the count of an event from elsewhere", VERSION);
    Position position = Position.read(in);
    int count = (int) in.readNumber("a count", 0, Integer.MAX_VALUE);
    ExternalCount<N> node = new ExternalCount<>(null, count);
    counts.restore(its, node, position);
    restored.put(node, Position.readNumber(in));
    in.end();
  }

  /**
   * All parts are back, and the counters are in their cache.
   *
   * @param counters the counters by their numbers
   * @param reserve called with the number of each counter that has left
   */
  public void restored(Map<Long, N> counters, LongConsumer reserve) {
    counts.restored();
    restored.forEach((node, number) -> node.counter = counters.get(number));
    restored.values().removeAll(counters.keySet());
    missing = restored;
    missing.values().forEach(reserve::accept);
    restored = new HashMap<>();
  }

  /** Forgets the parts that were taken back, before {@link #restored}. */
  public void dropRestored() {
    counts.dropRestored();
    restored = new HashMap<>();
  }

  /** After {@link #restored}, removes what is more than the capacity. */
  public void trim() {
    counts.trim();
  }

  /** Forgets at most so many events whose counters were forgotten; returns how many. */
  public int expire(int most, long nowNanos) {
    return counts.expire(most, nowNanos);
  }

  /** Adds the gauges {@code states}, {@code states-repeated} and {@code states-forgotten}. */
  public void addTo(Map<String, Long> gauges) {
    gauges.put("states", (long) counts.size());
    gauges.put("states-repeated", repeated);
    gauges.put("states-forgotten", forgotten);
  }

  private void left(ExternalCount<N> node) {
    if (node.cachedCounter() != null) {
      forgotten++;
    }
  }
}
