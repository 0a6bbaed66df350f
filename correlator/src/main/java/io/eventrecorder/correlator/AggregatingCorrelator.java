package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.EventWriter.Written;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The correlator {@code aggregating}: aggregates, observes and rate-limits, in this order, as
 * client-go's {@code tools/record} does. A storm of similar events becomes one event with a count,
 * and no object can flood the sink. Its states are absolute. Confined to one thread; no I/O, no
 * threads.
 *
 * <p>What is suppressed is counted, and written with the next occurrence, by {@link #due()} when
 * there are tokens for it, or by {@link #drain()}. An event of which every occurrence was
 * suppressed does not exist in the sink and is not created by time alone.
 */
public final class AggregatingCorrelator implements EventCorrelator {
  /** Bounds what waits of evicted observations, if nobody asks for what is due. */
  private static final int FEWEST_WAITING = 1024;

  private final EventClock clock;
  private final long mostWaiting;
  private final EventKeys keys;
  private final Aggregator aggregator;
  private final Observer observer;
  private final RateLimiter limiter;
  private final EventWriter writer;
  private final CatchUp catchUp = new CatchUp();
  private final Contributions<Observation> contributions;

  private AggregatingCorrelator(CorrelatorOptions options, EventClock clock, EventNames names) {
    this.clock = clock;
    this.mostWaiting = 2L * Math.max(FEWEST_WAITING, options.cacheSize());
    Hasher hasher = new Hasher();
    this.keys = new EventKeys(options, hasher);
    this.aggregator = new Aggregator(options, keys);
    this.observer = new Observer(options, names, this::leaves);
    this.limiter = new RateLimiter(options, keys);
    this.writer = new EventWriter(options);
    this.contributions = new Contributions<>(options.cacheSize(), hasher);
  }

  /**
   * {@return a new correlator that knows no event}
   *
   * @param options how it works
   * @param clock for intervals, refills and expiry, and for the timestamps of aggregates
   * @param names for aggregates; shared with whoever names the events that come in
   */
  public static AggregatingCorrelator create(
      CorrelatorOptions options, EventClock clock, EventNames names) {
    return new AggregatingCorrelator(options, clock, names);
  }

  @Override
  public Correlation correlate(Event event) {
    long now = clock.nanoTime();
    if (event.isFromElsewhere()) {
      return merge(event, now);
    }
    keys.read(event);
    Observation own = observer.find(keys.event(), now);
    Group group = aggregator.see(event, own, now);
    Instant combineAt = aggregator.passes(group, keys.local()) ? null : clock.instant();
    Observation observation =
        combineAt == null
            ? observer.observe(event, keys.event(), own, group, 1, now)
            : observer.combine(event, keys, null, group, combineAt, 1, now);
    return limited(observation, event, combineAt, now);
  }

  /** A state of an event that others count: what it says more than before is added. */
  private Correlation merge(Event state, long now) {
    Observation counter = observer.fresh(contributions.counter(state), now);
    int more = contributions.more(state, counter);
    keys.read(state);
    if (more == 0 && counter != null) {
      contributions.repeats();
      observer.use(counter, now);
      return counter.isBehind() ? again(counter, state, now) : Correlation.suppress();
    }
    Observation own = counter == null ? observer.find(keys.event(), now) : counter;
    Group group = aggregator.see(state, own, now);
    boolean passes =
        counter == null ? aggregator.passes(group, keys.local()) : counter.opener == null;
    Instant combineAt = passes ? null : timeOf(state);
    Observation observation =
        combineAt == null
            ? observer.observe(state, keys.event(), own, group, more, now)
            : observer.combine(state, keys, counter, group, combineAt, more, now);
    contributions.count(state, observation, now);
    return limited(observation, state, combineAt, now);
  }

  /** What was held back or refused is tried once more. */
  private Correlation again(Observation observation, Event state, long now) {
    Event latest = observation.latest;
    if (latest != null) {
      return limited(observation, latest, observation.combineAt, now);
    }
    observation.repeated = true; // this state may be an older one
    return limited(observation, state, observation.opener == null ? null : timeOf(state), now);
  }

  private Instant timeOf(Event state) {
    Instant last = state.lastOccurrence();
    return last == null ? clock.instant() : last;
  }

  private Correlation limited(
      Observation observation, Event event, @Nullable Instant combineAt, long now) {
    if (!limiter.allows(event, observation, now)) {
      suppress(observation, event, combineAt, now);
      return Correlation.suppress();
    }
    catchUp.remove(observation);
    return writer.write(observation, event, combineAt, keys.identity(combineAt != null));
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    if (written.attachment() instanceof Written mark) {
      observer.recorded(mark, written.event().count(), stored);
    }
  }

  @Override
  public void notRecorded(Correlation written, NotRecorded why) {
    if (written.attachment() instanceof Written mark && mark.upTo() > mark.observation().recorded) {
      Observation observation = mark.observation();
      observation.created = false;
      observation.resourceVersion = "";
      if (why == NotRecorded.REJECTED) { // a create, as which a patch may have been sent
        observation.refusedUpTo = Math.max(observation.refusedUpTo, mark.upTo());
      }
      if (observation.isCached()) {
        catchUp.remove(observation);
      }
      if (observation.handedOut == mark.upTo()) {
        giveBack(observation, written.event());
      }
    }
  }

  /**
   * The event keeps its name, and its next occurrence patches it; time alone does not try again.
   */
  @Override
  public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
    if (written.attachment() instanceof Written mark && mark.upTo() > mark.observation().recorded) {
      Observation observation = mark.observation();
      observation.created = true; // also if an earlier create was given up
      observation.name = inStore.name();
      observation.resourceVersion = inStore.resourceVersion();
      if (observation.handedOut == mark.upTo()) {
        giveBack(observation, written.event());
      }
    }
  }

  /**
   * Sets what is known of an event to a state of the store, also where nothing was known
   * (client-go's {@code EventCorrelator.UpdateState}). For states that come from elsewhere; the
   * answer to a write goes to {@link #recorded}.
   *
   * @param stored the state in the store; its own key is where it is filed
   */
  public void updateState(Event stored) {
    long now = clock.nanoTime();
    keys.read(stored);
    catchUp.remove(observer.overwrite(stored, keys.event(), now));
  }

  @Override
  public List<Correlation> due() {
    return writes(catchUp.takeReady(clock.nanoTime()));
  }

  @Override
  public OptionalLong nextDueNanos() {
    return catchUp.nextNanos();
  }

  @Override
  public List<Correlation> drain() {
    List<Observation> behind = new ArrayList<>();
    catchUp.forEach(behind::add);
    observer.forEach(
        observation -> {
          if (observation.waits == null && observation.needsLastWrite()) {
            behind.add(observation);
          }
        });
    behind.forEach(catchUp::remove);
    return writes(behind);
  }

  @Override
  public long unwritten() {
    return observer.unwritten();
  }

  /**
   * {@return {@code observations}, {@code groups}, {@code buckets}: the sizes of the caches; {@code
   * waiting}: events whose count waits for tokens; {@code function-failures}: how often a function
   * of the options threw or returned null; {@code states}: events from elsewhere of which is known
   * how much they added; {@code states-repeated}: how often one said nothing new; {@code
   * states-forgotten}: how many had to leave, and are counted anew if they come again}
   */
  @Override
  public Map<String, Long> gauges() {
    Map<String, Long> gauges = new HashMap<>();
    gauges.put("observations", (long) observer.size());
    gauges.put("groups", (long) aggregator.size());
    gauges.put("buckets", (long) limiter.size());
    gauges.put("waiting", (long) catchUp.size());
    gauges.put("function-failures", keys.failures() + writer.failures());
    contributions.addTo(gauges);
    return gauges;
  }

  private void suppress(
      Observation observation, Event event, @Nullable Instant combineAt, long now) {
    observer.keep(observation, event, combineAt);
    Bucket bucket = observation.bucket;
    if (observation.created && bucket != null) {
      catchUp.add(observation, bucket, now);
    }
  }

  /** What a refused write included is unwritten again. */
  private static void giveBack(Observation observation, Event refused) {
    observation.handedOut = observation.recorded;
    if (observation.latest == null) {
      observation.latest = refused;
      observation.combineAt = null;
    }
  }

  /** An observation that is forgotten still writes what the store does not know. */
  private void leaves(Observation observation) {
    Bucket bucket = observation.bucket;
    if (catchUp.size() >= mostWaiting) {
      catchUp.remove(observation);
    } else if (observation.needsLastWrite() && bucket != null) {
      catchUp.add(observation, bucket, clock.nanoTime());
    }
  }

  private List<Correlation> writes(List<Observation> behind) {
    List<Correlation> writes = new ArrayList<>(behind.size());
    for (Observation observation : behind) {
      Event latest = observation.latest;
      if (latest != null) {
        writes.add(writer.write(observation, latest, observation.combineAt, ""));
      }
    }
    return writes;
  }
}
