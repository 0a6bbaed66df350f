package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.EventWriter.Written;
import io.eventrecorder.spi.EventNames;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stage 2. Remembers each event by its key and counts its occurrences, also those that are not
 * written. An event that was observed before takes name, resourceVersion and firstTimestamp from
 * its observation, unless the count there is 0.
 */
final class Observer {
  private final EventNames names;
  private final long expiryNanos;
  private final RecencyCache<Observation> observations;
  private long unwritten;

  /**
   * An observer that knows no event.
   *
   * @param onLeave called with each observation that is forgotten
   */
  Observer(CorrelatorOptions options, EventNames names, Consumer<Observation> onLeave) {
    this.names = names;
    this.expiryNanos = Nanos.of(options.observationExpiry());
    this.observations = new RecencyCache<>(options.cacheSize(), this::isIdle, onLeave);
  }

  @Nullable Observation find(Fingerprint key, long nowNanos) {
    return fresh(observations.find(key), nowNanos);
  }

  /** One more occurrence of an event under its own key. */
  Observation observe(
      Event event, Fingerprint key, @Nullable Observation last, Group group, long nowNanos) {
    Observation observation = counted(last);
    if (observation == null) {
      observation = new Observation(key, event.name(), event.resourceVersion());
      observation.firstTimestamp = event.firstTimestamp();
      observation.count = event.count();
      observations.add(observation, nowNanos);
    }
    observation.group = group;
    return seen(observation, nowNanos);
  }

  /** One more event that is counted under the key of its group. */
  Observation combine(Event event, EventKeys keys, Group group, Instant at, long nowNanos) {
    Observation last = group.aggregate;
    boolean known = last != null && last.isCached();
    Observation observation = counted(known ? fresh(last, nowNanos) : find(keys.group(), nowNanos));
    if (observation == null) {
      observation = new Observation(keys.group(), names.next(event.regarding().name()), "");
      observation.firstTimestamp = at;
      observation.count = 1;
      observation.opener = Opener.of(event);
      observations.add(observation, nowNanos);
    }
    group.aggregate = observation;
    return seen(observation, nowNanos);
  }

  /** Keeps what a later write needs if no further occurrence comes. */
  void keep(Observation observation, Event newest, @Nullable Instant combineAt) {
    if (observation.everCreated) {
      observation.latest = newest;
      observation.combineAt = combineAt;
    }
  }

  /** The occurrences up to this one are in the store. */
  void recorded(Written mark, int writtenCount, Event stored) {
    Observation observation = mark.observation();
    raise(observation, stored.count() - writtenCount - (observation.raised - mark.raised()));
    long more = mark.upTo() - observation.recorded;
    if (more < 0) {
      return;
    }
    unwritten -= more;
    observation.recorded = mark.upTo();
    observation.created = true;
    if (!stored.name().isEmpty()) {
      observation.name = stored.name();
    }
    observation.resourceVersion = stored.resourceVersion();
    if (stored.firstTimestamp() != null) {
      observation.firstTimestamp = stored.firstTimestamp();
    }
  }

  /** A state that the store is known to have, whatever was observed. */
  Observation overwrite(Event stored, Fingerprint key, long nowNanos) {
    Observation observation = find(key, nowNanos);
    if (observation != null && !observation.name.equals(stored.name())) {
      observations.remove(observation);
      observation = null;
    }
    if (observation == null) {
      observation = new Observation(key, stored.name(), stored.resourceVersion());
      observations.add(observation, nowNanos);
      seen(observation, nowNanos);
    }
    unwritten -= observation.seen - observation.recorded;
    observation.recorded = observation.seen;
    observation.handedOut = observation.seen;
    observation.created = true;
    observation.everCreated = true;
    observation.resourceVersion = stored.resourceVersion();
    observation.firstTimestamp = stored.firstTimestamp();
    observation.count = stored.count();
    observation.latest = null;
    observation.combineAt = null;
    return observation;
  }

  long unwritten() {
    return unwritten;
  }

  int size() {
    return observations.size();
  }

  void forEach(Consumer<Observation> action) {
    observations.forEach(action);
  }

  /**
   * The store may know of occurrences that we do not; it never makes us forget one. What it told
   * before the answer to a write that was handed out earlier is not told again.
   */
  private static void raise(Observation observation, int more) {
    if (more > 0) {
      observation.count += more;
      observation.raised += more;
    }
  }

  /** Counts one more, unless the last one came without a count: then the event is a new one. */
  private @Nullable Observation counted(@Nullable Observation last) {
    if (last == null) {
      return null;
    }
    if (last.count == 0) {
      observations.remove(last);
      return null;
    }
    observations.touch(last);
    last.count++;
    return last;
  }

  private Observation seen(Observation observation, long nowNanos) {
    observation.lastSeenNanos = nowNanos;
    observation.seen++;
    unwritten++;
    return observation;
  }

  private @Nullable Observation fresh(@Nullable Observation found, long nowNanos) {
    if (found != null && isIdle(found, nowNanos)) {
      observations.remove(found);
      return null;
    }
    return found;
  }

  private boolean isIdle(Observation observation, long nowNanos) {
    return expiryNanos > 0 && nowNanos - observation.lastSeenNanos > expiryNanos;
  }
}
