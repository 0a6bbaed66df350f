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
 * its observation.
 */
final class Observer {
  private final EventNames names;
  private final long expiryNanos;
  private final boolean verbatim;
  private final RecencyCache<Observation> observations;
  private long unwritten;

  /**
   * An observer that knows no event.
   *
   * @param onLeave called with each observation that is forgotten
   */
  Observer(CorrelatorOptions options, EventNames names, Consumer<Observation> onLeave) {
    this.names = names;
    this.verbatim = options.verbatim();
    this.expiryNanos = Nanos.of(options.observationExpiry());
    this.observations = new RecencyCache<>(options.cacheSize(), this::isIdle, onLeave);
  }

  @Nullable Observation find(Fingerprint key, long nowNanos) {
    return fresh(observations.find(key), nowNanos);
  }

  /** Occurrences of an event under its own key: one, or what an event from elsewhere adds. */
  Observation observe(
      Event event,
      Fingerprint key,
      @Nullable Observation last,
      Group group,
      int more,
      long nowNanos) {
    Observation observation = known(last);
    if (observation == null) {
      observation = new Observation(key, event.name(), event.resourceVersion());
      observations.add(observation, nowNanos);
      observation.count =
          verbatim ? event.count() : event.isFromElsewhere() ? more : Math.max(1, event.count());
      if (!event.isFromElsewhere()) {
        observation.first(event.firstTimestamp());
      }
    } else {
      repeats(observation, more);
    }
    observation.group = group;
    time(observation, event, event.lastTimestamp());
    return seen(observation, more, nowNanos);
  }

  /** Occurrences that are counted under the key of their group. */
  Observation combine(
      Event event,
      EventKeys keys,
      @Nullable Observation counter,
      Group group,
      Instant at,
      int more,
      long nowNanos) {
    Observation last = counter == null ? group.aggregate : counter;
    boolean cached = last != null && last.isCached();
    Observation observation = known(cached ? fresh(last, nowNanos) : find(keys.group(), nowNanos));
    if (observation == null) {
      String name = names.next(event.regarding().name());
      observation = new Observation(keys.group(), name, "");
      observation.first(at);
      observation.count = more;
      observation.opener = Opener.of(event);
      observations.add(observation, nowNanos);
    } else {
      repeats(observation, more);
    }
    group.aggregate = observation;
    time(observation, event, at);
    return seen(observation, more, nowNanos);
  }

  /** Keeps what a later write needs if no further occurrence comes. */
  void keep(Observation observation, Event newest, @Nullable Instant combineAt) {
    if (observation.everCreated) {
      observation.latest = newest;
      observation.combineAt = combineAt;
    }
  }

  /** A state that adds nothing shows all the same that the event goes on. */
  void use(Observation observation, long nowNanos) {
    observations.touch(observation);
    observation.lastSeenNanos = nowNanos;
  }

  /** The occurrences up to this one are in the store. */
  void recorded(Written mark, int writtenCount, Event stored) {
    Observation observation = mark.observation();
    raise(
        observation,
        (long) stored.count() - writtenCount - (observation.raised - (long) mark.raised()));
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
    observation.spans(stored.firstTimestamp(), null);
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
      seen(observation, 1, nowNanos);
    }
    unwritten -= observation.seen - observation.recorded;
    observation.recorded = observation.seen;
    observation.handedOut = observation.seen;
    observation.created = true;
    observation.everCreated = true;
    observation.resourceVersion = stored.resourceVersion();
    observation.first(stored.firstTimestamp());
    observation.last(stored.lastTimestamp());
    observation.count = stored.count();
    observation.repeated = true;
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
  private void raise(Observation observation, long more) {
    if (more > 0) {
      int before = observation.count;
      observation.raise(more);
      observation.raised += observation.count - before;
    }
  }

  /** Verbatim, an event that came without a count is not known: its next occurrence is new. */
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

  private void repeats(Observation observation, int more) {
    observation.repeated = true;
    if (verbatim) {
      observation.count++;
    } else {
      observation.raise(more);
    }
  }

  /**
   * Between events from elsewhere the order of arrival says nothing. A recorder's event is newer
   * than those before, whatever a clock says that was set back.
   */
  private void time(Observation observation, Event event, @Nullable Instant last) {
    if (verbatim) {
      observation.last(last);
    } else if (event.isFromElsewhere()) {
      Instant end = event.lastOccurrence();
      Instant start = event.firstOccurrence();
      observation.spans(start == null ? end : start, end);
    } else {
      observation.spans(null, last);
    }
  }

  private Observation seen(Observation observation, int more, long nowNanos) {
    observation.lastSeenNanos = nowNanos;
    observation.seen += more;
    unwritten += more;
    return observation;
  }

  @Nullable Observation fresh(@Nullable Observation found, long nowNanos) {
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
