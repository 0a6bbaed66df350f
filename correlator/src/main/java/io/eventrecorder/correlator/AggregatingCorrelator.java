package io.eventrecorder.correlator;

import static java.util.Objects.requireNonNull;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.CorrelatorOptions.AggregationKey;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.RateLimitKey;
import io.eventrecorder.correlator.CorrelatorOptions.Reporters;
import io.eventrecorder.correlator.internal.aggregate.AggregateAttachment;
import io.eventrecorder.correlator.internal.aggregate.AggregateMemory;
import io.eventrecorder.correlator.internal.aggregate.AggregateRestore;
import io.eventrecorder.correlator.internal.aggregate.Aggregator;
import io.eventrecorder.correlator.internal.aggregate.CorrelationWriter;
import io.eventrecorder.correlator.internal.aggregate.Group;
import io.eventrecorder.correlator.internal.aggregate.Observation;
import io.eventrecorder.correlator.internal.aggregate.OccurrenceCounter;
import io.eventrecorder.correlator.internal.aggregate.RateLimiter;
import io.eventrecorder.correlator.internal.aggregate.WriteStage;
import io.eventrecorder.correlator.internal.external.ExternalCounts;
import io.eventrecorder.correlator.internal.hash.Hasher;
import io.eventrecorder.correlator.internal.key.AggregationFunction;
import io.eventrecorder.correlator.internal.key.EventKeyRules;
import io.eventrecorder.correlator.internal.key.EventKeys;
import io.eventrecorder.correlator.internal.key.NormalizedMessage;
import io.eventrecorder.correlator.internal.key.UserFunction;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.StatefulCorrelator;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The correlator {@code aggregating}: it aggregates, counts and rate-limits events, in this order,
 * as client-go's {@code tools/record} does. Similar events become one event with a count, and no
 * object can flood the sink. Each write carries the whole count. It does no I/O and starts no
 * threads. Not thread-safe: one thread calls it.
 *
 * <p>Suppressed occurrences are counted. They are written with the next occurrence, by {@link
 * #due()} when there are tokens, or by {@link #drain()}. An event of which every occurrence was
 * suppressed does not exist in the sink; only a further occurrence creates it.
 */
public final class AggregatingCorrelator implements StatefulCorrelator {
  private final EventClock clock;
  private final EventKeys keys;
  private final Aggregator aggregator;
  private final OccurrenceCounter counter;
  private final WriteStage writes;
  private final ExternalCounts<Observation> external;
  private final AggregateMemory memory;

  /** Null unless an earlier memory is being restored. */
  private @Nullable AggregateRestore restore;

  private AggregatingCorrelator(CorrelatorOptions options, EventClock clock, EventNames names) {
    int cacheSize = options.cacheSize();
    Hasher hasher = new Hasher();
    this.clock = clock;
    this.keys = new EventKeys(keyRules(options), hasher);
    this.aggregator =
        new Aggregator(cacheSize, options.maxEvents(), Nanos.of(options.maxInterval()), keys);
    this.counter =
        new OccurrenceCounter(
            cacheSize,
            Nanos.of(options.observationExpiry()),
            options.get(AggregatingSettings.VERBATIM),
            names,
            this::forget);
    this.writes =
        new WriteStage(
            cacheSize,
            keys,
            new RateLimiter(
                cacheSize,
                options.limit(),
                options.warningsUnlimited() ? null : options.warningLimit(),
                keys),
            new CorrelationWriter(
                options.get(AggregatingSettings.MESSAGE_PREFIX),
                new UserFunction<>(options.find(AggregatingSettings.MESSAGE_FUNCTION))));
    this.external = new ExternalCounts<>(cacheSize, hasher);
    this.memory = new AggregateMemory(hasher, aggregator, counter, writes, external);
  }

  /**
   * {@return a new correlator that knows no event}
   *
   * @param options how it works
   * @param clock for intervals, refills and expiry, and for the timestamps of aggregates
   * @param names for aggregates; shared with the recorders whose events come in
   */
  public static AggregatingCorrelator create(
      CorrelatorOptions options, EventClock clock, EventNames names) {
    return new AggregatingCorrelator(
        options, requireNonNull(clock, "clock"), requireNonNull(names, "names"));
  }

  static EventKeyRules keyRules(CorrelatorOptions options) {
    RateLimitKey bucket = options.rateLimitKey();
    return new EventKeyRules(
        identityText(options.identity()),
        new UserFunction<>(options.find(AggregatingSettings.IDENTITY_FUNCTION)),
        new AggregationFunction<>(
            options.find(AggregatingSettings.AGGREGATION_KEY_FUNCTION),
            AggregationKey::group,
            AggregationKey::local),
        bucket != RateLimitKey.OBJECT,
        bucket == RateLimitKey.OBJECT_REASON_FIELDPATH,
        new UserFunction<>(options.find(AggregatingSettings.RATE_LIMIT_KEY_FUNCTION)),
        !options.warningLimit().equals(options.limit()),
        options.reporters() == Reporters.EACH);
  }

  private static @Nullable Function<Event, String> identityText(Identity identity) {
    return switch (identity) {
      case MESSAGE -> null;
      case REASON -> event -> "";
      case NORMALIZED_MESSAGE -> event -> NormalizedMessage.of(event.message());
    };
  }

  /**
   * {@return the decision for an event}
   *
   * @param event the event as it was recorded
   * @param arrival its scope, and how often it happened. The count of an event from elsewhere is in
   *     the event; for such an event only the scope counts
   */
  @Override
  public Correlation correlate(Event event, Arrival arrival) {
    long now = clock.nanoTime();
    String scope = arrival.scope();
    if (event.isFromElsewhere()) {
      return merge(event, scope, now);
    }
    keys.read(event, scope);
    int more = (int) Math.min(Integer.MAX_VALUE, arrival.occurrences());
    Observation known = counter.find(keys.event(), now);
    Group group = aggregator.groupOf(event, known, now);
    Instant aggregateAt = aggregator.passes(group, keys.local()) ? null : clock.instant();
    Observation observation =
        aggregateAt == null
            ? counter.count(event, scope, keys.event(), known, group, more, now)
            : counter.countAggregate(event, scope, keys, null, group, aggregateAt, more, now);
    return writes.write(observation, event, aggregateAt, now);
  }

  /** Adds the occurrences that a state of an event from elsewhere has more than before. */
  private Correlation merge(Event state, String scope, long now) {
    Observation last = counter.unlessExpired(external.find(state, scope), now);
    int more = external.increase(state, last);
    keys.read(state, scope);
    if (more == 0 && last != null) {
      external.repeat();
      counter.touch(last, now);
      return last.isBehind()
          ? writes.retry(last, state, timeOf(state), now)
          : Correlation.suppress();
    }
    Observation known = last == null ? counter.find(keys.event(), now) : last;
    Group group = aggregator.groupOf(state, known, now);
    boolean passes = last == null ? aggregator.passes(group, keys.local()) : !last.isAggregate();
    Instant aggregateAt = passes ? null : timeOf(state);
    Observation observation =
        aggregateAt == null
            ? counter.count(state, scope, keys.event(), known, group, more, now)
            : counter.countAggregate(state, scope, keys, last, group, aggregateAt, more, now);
    external.add(state, observation, now);
    return writes.write(observation, state, aggregateAt, now);
  }

  private Instant timeOf(Event state) {
    Instant last = state.lastOccurrence();
    return last == null ? clock.instant() : last;
  }

  @Override
  public String scopeOf(Correlation write) {
    if (write.attachment() instanceof AggregateAttachment attachment) {
      return attachment.scope();
    }
    throw new IllegalArgumentException("not a write of this correlator: " + write);
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    requireNonNull(stored, "stored");
    if (written.attachment() instanceof AggregateAttachment attachment) {
      writes.found(attachment, counter.recorded(attachment, written.event().count(), stored));
      changed(attachment);
    }
  }

  @Override
  public void notRecorded(Correlation written, NotRecorded why) {
    requireNonNull(why, "why");
    if (written.attachment() instanceof AggregateAttachment attachment) {
      // The sink may have sent a patch as a create; a rejected one would be rejected again.
      writes.notRecorded(attachment, written.event(), why == NotRecorded.REJECTED);
      changed(attachment);
    }
  }

  /**
   * The event keeps its name, and its next occurrence patches it. The refused write is not tried
   * again without a further occurrence.
   */
  @Override
  public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
    requireNonNull(why, "why");
    requireNonNull(inStore, "inStore");
    if (written.attachment() instanceof AggregateAttachment attachment) {
      writes.notUpdated(attachment, written.event(), inStore);
      changed(attachment);
    }
  }

  private void changed(AggregateAttachment attachment) {
    counter.changed(attachment.observation());
    writes.changed(attachment.observation());
  }

  /**
   * Sets what is known of an event to a state of the store, also if the event was not known
   * (client-go: {@code EventCorrelator.UpdateState}). For states that come from elsewhere; pass the
   * answer to a write to {@link #recorded}.
   *
   * @param stored the state in the store
   */
  public void updateState(Event stored) {
    long now = clock.nanoTime();
    keys.read(stored);
    writes.cancel(counter.overwrite(stored, "", keys.event(), now));
  }

  @Override
  public List<Correlation> due() {
    return writes.due(clock.nanoTime());
  }

  @Override
  public OptionalLong nextDueNanos() {
    return writes.nextDueNanos();
  }

  @Override
  public List<Correlation> drain() {
    return writes.drain(counter);
  }

  @Override
  public void changes(Parts parts) {
    memory.changes(requireNonNull(parts, "parts"));
  }

  @Override
  public void restore(byte[] key, byte[] value) {
    requireNonNull(key, "key");
    requireNonNull(value, "value");
    if (restore == null) {
      restore = new AggregateRestore(memory, clock.nanoTime());
    }
    restore.restore(key, value);
  }

  @Override
  public void restored() {
    if (restore != null) {
      restore.restored();
      restore = null;
    }
  }

  /**
   * Forgets events that did not happen for longer than {@code observation-expiry} (never if that is
   * 0), groups that were idle for {@code max-interval}, and buckets that are full.
   */
  @Override
  public int expire(int most) {
    return memory.expire(most, clock.nanoTime());
  }

  @Override
  public long unwritten() {
    return counter.unwritten();
  }

  /**
   * {@return {@code observations}, {@code groups}, {@code buckets}: the sizes of the caches; {@code
   * waiting}: events whose count waits for tokens; {@code function-failures}: how often a function
   * of the options threw or returned null; {@code states}: events from elsewhere whose counts are
   * remembered; {@code states-repeated}: how often such an event added nothing; {@code
   * states-forgotten}: how many were evicted, and add their whole count if they come again}
   */
  @Override
  public Map<String, Long> gauges() {
    Map<String, Long> gauges = new HashMap<>();
    gauges.put("observations", (long) counter.size());
    gauges.put("groups", (long) aggregator.size());
    gauges.put("function-failures", keys.failures() + writes.failures());
    writes.addTo(gauges);
    external.addTo(gauges);
    return gauges;
  }

  private void forget(Observation observation) {
    writes.forget(observation, clock.nanoTime());
  }
}
