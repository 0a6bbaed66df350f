package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.internal.cache.SegmentedLruCache;
import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.correlator.internal.key.EventKeys;
import io.eventrecorder.spi.EventNames;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stage 2. Remembers each event by its key and counts its occurrences, also those that are not
 * written. A repeated event takes name, resourceVersion and firstTimestamp from its observation.
 * Not thread-safe.
 */
public final class OccurrenceCounter {
  private final EventNames names;
  private final long expiryNanos;
  private final boolean verbatim;
  final SegmentedLruCache<Observation> observations;
  private long unwritten;

  /**
   * Makes a counter that knows no event.
   *
   * @param cacheSize the greatest number of events
   * @param expiryNanos the pause after which an event is forgotten; 0: never
   * @param verbatim whether counts and times are computed exactly as client-go does
   * @param names for aggregates
   * @param onLeave called with each observation that is forgotten
   */
  public OccurrenceCounter(
      int cacheSize,
      long expiryNanos,
      boolean verbatim,
      EventNames names,
      Consumer<Observation> onLeave) {
    this.names = names;
    this.verbatim = verbatim;
    this.expiryNanos = expiryNanos;
    this.observations = new SegmentedLruCache<>(cacheSize, this::isIdle, onLeave);
  }

  /** Finds an observation that has not expired. */
  public @Nullable Observation find(Fingerprint key, long nowNanos) {
    return unlessExpired(observations.find(key), nowNanos);
  }

  /** Returns the observation; null if it has expired. */
  public @Nullable Observation unlessExpired(@Nullable Observation found, long nowNanos) {
    if (found != null && isIdle(found, nowNanos)) {
      observations.remove(found);
      return null;
    }
    return found;
  }

  /**
   * Counts an event under its own key.
   *
   * @param scope where its object lives
   * @param last the observation of the event, if there is one
   * @param more the number of occurrences: one, or what an event from elsewhere adds
   */
  public Observation count(
      Event event,
      String scope,
      Fingerprint key,
      @Nullable Observation last,
      Group group,
      int more,
      long nowNanos) {
    Observation observation = known(last);
    if (observation == null) {
      observation =
          new Observation(Origin.of(scope, uid(event)), event.name(), event.resourceVersion());
      observations.add(key, observation, nowNanos);
      start(observation, event, more);
    } else {
      repeat(observation, more);
    }
    if (observation.group != group) {
      observation.group = group; // only if needed: the collector's barrier costs time
    }
    setTimes(observation, event, event.firstTimestamp(), event.lastTimestamp());
    return addSeen(observation, more, nowNanos);
  }

  /**
   * Counts an event under the key of its group.
   *
   * @param scope where its object lives
   * @param counter where an earlier state of the event was counted; null if nowhere
   * @param at when the event happened
   * @param more the number of occurrences: one, or what an event from elsewhere adds
   */
  public Observation countAggregate(
      Event event,
      String scope,
      EventKeys keys,
      @Nullable Observation counter,
      Group group,
      Instant at,
      int more,
      long nowNanos) {
    Observation last = counter == null ? group.aggregate : counter;
    boolean cached = last != null && last.isCached();
    Observation observation =
        known(cached ? unlessExpired(last, nowNanos) : find(keys.group(), nowNanos));
    if (observation == null) {
      String name = names.next(event.regarding().name());
      observation = new Observation(Origin.of(scope, uid(event)), name, "");
      observation.setFirst(at);
      observation.count = more;
      observation.metadata = AggregateMetadata.of(event, at);
      observations.add(keys.group(), observation, nowNanos);
    } else {
      repeat(observation, more);
    }
    if (counter == null && group.aggregate != observation) {
      group.aggregate = observation; // saves a look-up of the group's key
    }
    setTimes(observation, event, at, at);
    return addSeen(observation, more, nowNanos);
  }

  /** Notes that the event goes on, although this state of it adds nothing. */
  public void touch(Observation observation, long nowNanos) {
    observations.touch(observation);
    observation.lastSeenNanos = nowNanos;
  }

  /**
   * A write is stored.
   *
   * @return how many occurrences are now known to be stored and were not before
   */
  public long recorded(AggregateAttachment attachment, int writtenCount, Event stored) {
    Observation observation = attachment.observation();
    raise(
        observation,
        (long) stored.count() - writtenCount - (observation.raised - (long) attachment.raised()));
    long more = attachment.upTo() - observation.recorded;
    if (more < 0) {
      return 0;
    }
    unwritten -= more;
    observation.recorded = attachment.upTo();
    observation.created = true;
    if (!stored.name().isEmpty()) {
      observation.name = stored.name();
    }
    observation.resourceVersion = stored.resourceVersion();
    if (!observation.uid().isEmpty() && !stored.uid().isEmpty()) {
      observation.origin = Origin.of(observation.scope(), stored.uid());
    }
    observation.extend(stored.firstTimestamp(), null);
    return more;
  }

  /** Sets the observation of an event to a state of the store, and replaces its count. */
  public Observation overwrite(Event stored, String scope, Fingerprint key, long nowNanos) {
    Observation observation = find(key, nowNanos);
    if (observation != null && !observation.name.equals(stored.name())) {
      observations.remove(observation);
      observation = null;
    }
    if (observation == null) {
      observation = new Observation(Origin.of(scope, ""), stored.name(), stored.resourceVersion());
      observations.add(key, observation, nowNanos);
      addSeen(observation, 1, nowNanos);
    }
    observations.changed(observation);
    unwritten -= observation.seen - observation.recorded;
    observation.recorded = observation.seen;
    observation.handedOut = observation.seen;
    observation.created = true;
    observation.everCreated = true;
    observation.resourceVersion = stored.resourceVersion();
    observation.setFirst(stored.firstTimestamp());
    observation.setLast(stored.lastTimestamp());
    observation.count = stored.count();
    observation.repeated = true;
    observation.clearLatest();
    return observation;
  }

  /** The number of occurrences that no stored write includes. */
  public long unwritten() {
    return unwritten;
  }

  /** Notes that an observation has changed other than by a new occurrence. */
  public void changed(Observation observation) {
    observations.changed(observation);
  }

  /** Adds the occurrences of an earlier correlator that no stored write includes. */
  void restoreUnwritten(long more) {
    unwritten += more;
  }

  /** The number of events. */
  public int size() {
    return observations.size();
  }

  /** Passes all observations to the action. */
  public void forEach(Consumer<Observation> action) {
    observations.forEach(action);
  }

  /**
   * Adds the occurrences that only the store knew. The count never gets smaller. The caller
   * subtracts what the answer to another write has added since this write was handed out.
   */
  private void raise(Observation observation, long more) {
    if (more > 0) {
      int before = observation.count;
      observation.raise(more);
      observation.raised += observation.count - before;
    }
  }

  private void start(Observation observation, Event event, int more) {
    if (event.isFromElsewhere()) {
      observation.count = verbatim ? event.count() : more;
      return;
    }
    observation.setFirst(event.firstTimestamp());
    observation.count = verbatim ? event.count() : Math.max(1, event.count());
    if (more > 1) {
      observation.repeated = true;
      add(observation, more - 1);
    }
  }

  /** Marks the observation as used. In verbatim mode, one with count 0 is forgotten. */
  private @Nullable Observation known(@Nullable Observation last) {
    if (last == null) {
      return null;
    }
    if (verbatim && last.count == 0) {
      observations.remove(last);
      return null;
    }
    observations.touch(last);
    return last;
  }

  /**
   * The uid of what begins with this event. An event from elsewhere brings its uid with each state.
   */
  private static String uid(Event first) {
    return first.isFromElsewhere() ? "" : first.uid();
  }

  private void repeat(Observation observation, int more) {
    observation.repeated = true;
    add(observation, more);
  }

  /** In verbatim mode the count overflows, as in client-go. */
  private void add(Observation observation, int more) {
    if (verbatim) {
      observation.count += more;
    } else {
      observation.raise(more);
    }
  }

  /** Events may arrive in any order, so the earliest and the latest time count. */
  private void setTimes(
      Observation observation, Event event, @Nullable Instant first, @Nullable Instant last) {
    if (verbatim) {
      observation.setLast(last);
    } else if (event.isFromElsewhere()) {
      Instant end = event.lastOccurrence();
      Instant start = event.firstOccurrence();
      observation.extend(start == null ? end : start, end);
    } else {
      observation.extend(first, last);
    }
  }

  private Observation addSeen(Observation observation, int more, long nowNanos) {
    observation.lastSeenNanos = nowNanos;
    observation.seen += more;
    unwritten += more;
    return observation;
  }

  private boolean isIdle(Observation observation, long nowNanos) {
    return expiryNanos > 0 && nowNanos - observation.lastSeenNanos > expiryNanos;
  }
}
