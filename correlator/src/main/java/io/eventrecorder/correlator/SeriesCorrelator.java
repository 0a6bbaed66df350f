package io.eventrecorder.correlator;

import static java.util.Objects.requireNonNull;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.Reporters;
import io.eventrecorder.correlator.internal.cache.SegmentedLruCache;
import io.eventrecorder.correlator.internal.external.ExternalCounts;
import io.eventrecorder.correlator.internal.hash.Hasher;
import io.eventrecorder.correlator.internal.key.NormalizedMessage;
import io.eventrecorder.correlator.internal.key.SeriesKeys;
import io.eventrecorder.correlator.internal.key.UserFunction;
import io.eventrecorder.correlator.internal.series.Series;
import io.eventrecorder.correlator.internal.series.SeriesAttachment;
import io.eventrecorder.correlator.internal.series.SeriesMemory;
import io.eventrecorder.correlator.internal.series.SeriesRestore;
import io.eventrecorder.correlator.internal.series.SeriesSchedule;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.StatefulCorrelator;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The correlator {@code series}: a repeated event becomes a series with a count, as client-go's
 * {@code tools/events} does for events.k8s.io/v1. The first two occurrences are written. After
 * that, the count is written every half hour, when the series ends, and by {@link #drain()}. Each
 * write carries the whole count. It does no I/O and starts no threads. Not thread-safe: one thread
 * calls it.
 *
 * <p>The message is not part of an event's identity, unless the options say so. Until the store has
 * the event, the first message is written; after that, the newest.
 */
public final class SeriesCorrelator implements StatefulCorrelator {
  private final EventClock clock;
  private final EventNames names;
  private final SeriesKeys keys;
  private final SegmentedLruCache<Series> all;
  private final ExternalCounts<Series> external;
  private final SeriesSchedule schedule;
  private final SeriesMemory memory;

  /** Null unless an earlier memory is being restored. */
  private @Nullable SeriesRestore restore;

  private long unwritten;

  /** The reading of the monotonic clock for the current call. */
  private long now;

  private SeriesCorrelator(SeriesOptions options, EventClock clock, EventNames names) {
    int cacheSize = options.cacheSize();
    Hasher hasher = new Hasher();
    this.clock = clock;
    this.names = names;
    this.keys =
        new SeriesKeys(
            identityText(options.identity()),
            new UserFunction<>(options.identityFunction()),
            options.reporters() == Reporters.EACH,
            hasher);
    // The cache need not look for idle series: finishIdle() removes them.
    this.all = new SegmentedLruCache<>(cacheSize, (series, nanos) -> false, this::forget);
    this.external = new ExternalCounts<>(cacheSize, hasher);
    this.schedule =
        new SeriesSchedule(
            cacheSize,
            Nanos.of(options.finishAfter()),
            Nanos.of(options.refreshInterval()),
            all::changed);
    this.memory = new SeriesMemory(hasher, all, schedule, external);
  }

  /**
   * {@return a new correlator that knows no event}
   *
   * @param options how it works
   * @param clock for intervals, and for the timestamps of series
   * @param names for events that come without a name
   */
  public static SeriesCorrelator create(SeriesOptions options, EventClock clock, EventNames names) {
    return new SeriesCorrelator(
        options, requireNonNull(clock, "clock"), requireNonNull(names, "names"));
  }

  private static @Nullable Function<Event, String> identityText(Identity identity) {
    return switch (identity) {
      case REASON -> null;
      case MESSAGE -> Event::message;
      case NORMALIZED_MESSAGE -> event -> NormalizedMessage.of(event.message());
    };
  }

  /**
   * {@return the decision for an event}
   *
   * @param event the event as it was recorded
   * @param arrival its scope, and how often it happened. An event from elsewhere has its count
   *     itself, so only its scope is used
   */
  @Override
  public Correlation correlate(Event event, Arrival arrival) {
    String scope = arrival.scope();
    finishIdle();
    if (event.isFromElsewhere()) {
      return merge(event, scope);
    }
    int more = (int) Math.min(Integer.MAX_VALUE, arrival.occurrences());
    return add(event, find(event, scope), clock.instant(), more);
  }

  /** Adds the occurrences that a state of an event from elsewhere has more than before. */
  private Correlation merge(Event state, String scope) {
    @Nullable Series counter = external.find(state, scope);
    int more = external.increase(state, counter);
    if (more == 0 && counter != null && counter.isCreated()) {
      external.repeat();
      all.touch(counter);
      schedule.happened(counter, now);
      return Correlation.suppress();
    }
    if (counter != null) {
      all.touch(counter);
    }
    Instant at = Objects.requireNonNullElseGet(state.lastOccurrence(), clock::instant);
    Series series = counter == null ? find(state, scope) : counter;
    external.add(state, series, now);
    return add(state, series, at, more);
  }

  private Series find(Event event, String scope) {
    keys.read(event, scope);
    Series known = all.find(keys.fingerprint());
    if (known != null) {
      all.touch(known);
      return known;
    }
    Series series = new Series(scope, keys.key(), name(event), event);
    all.add(keys.fingerprint(), series, now);
    return series;
  }

  private Correlation add(Event event, Series series, Instant at, int more) {
    boolean isWrittenAtOnce = series.occurs(event, at, more);
    unwritten += more;
    schedule.happened(series, now);
    return isWrittenAtOnce ? schedule.write(series, event, now) : Correlation.suppress();
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    requireNonNull(stored, "stored");
    if (written.attachment() instanceof SeriesAttachment attachment) {
      Series series = attachment.series();
      long more = series.recorded(attachment, written.event(), stored);
      unwritten -= more;
      schedule.answered(series, more);
    }
  }

  @Override
  public void notRecorded(Correlation written, NotRecorded why) {
    requireNonNull(why, "why");
    if (written.attachment() instanceof SeriesAttachment attachment) {
      // The sink may have sent a patch as a create; a rejected one would be rejected again.
      boolean rejected = why == NotRecorded.REJECTED;
      attachment.series().notRecorded(attachment, written.event(), rejected);
      schedule.answered(attachment.series(), 0);
    }
  }

  @Override
  public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
    requireNonNull(why, "why");
    requireNonNull(inStore, "inStore");
    if (written.attachment() instanceof SeriesAttachment attachment) {
      attachment.series().notUpdated(attachment, written.event(), inStore);
      schedule.answered(attachment.series(), 0);
    }
  }

  @Override
  public String scopeOf(Correlation write) {
    if (write.attachment() instanceof SeriesAttachment attachment) {
      return attachment.scope();
    }
    throw new IllegalArgumentException("not a write of this correlator: " + write);
  }

  @Override
  public void changes(Parts parts) {
    memory.changes(requireNonNull(parts, "parts"), unwritten);
  }

  @Override
  public void restore(byte[] key, byte[] value) {
    requireNonNull(key, "key");
    requireNonNull(value, "value");
    if (restore == null) {
      now = clock.nanoTime();
      restore = new SeriesRestore(memory, now);
    }
    restore.restore(key, value);
  }

  @Override
  public void restored() {
    if (restore != null) {
      unwritten = restore.restored();
      restore = null;
    }
  }

  /** Forgets series that have ended, and counts from elsewhere whose series are forgotten. */
  @Override
  public int expire(int most) {
    now = clock.nanoTime();
    int ended = 0;
    while (ended < most && finishNext()) {
      ended++;
    }
    return ended + external.expire(most - ended, now);
  }

  /** {@return the last counts of series that have ended, then the running series to refresh} */
  @Override
  public List<Correlation> due() {
    finishIdle();
    return schedule.due(now);
  }

  @Override
  public OptionalLong nextDueNanos() {
    return schedule.nextNanos();
  }

  @Override
  public List<Correlation> drain() {
    now = clock.nanoTime();
    return schedule.drain(now);
  }

  @Override
  public long unwritten() {
    return unwritten;
  }

  /**
   * {@return {@code observations}: events that are remembered; {@code series}: those of them that
   * are refreshed; {@code waiting}: forgotten events whose last count is not written yet; {@code
   * function-failures}: how often the identity function threw or returned null; {@code states}:
   * events from elsewhere whose counts are remembered; {@code states-repeated}: how often such an
   * event added nothing; {@code states-forgotten}: how many were evicted, and add their whole count
   * if they come again}
   */
  @Override
  public Map<String, Long> gauges() {
    Map<String, Long> gauges = new HashMap<>();
    gauges.put("observations", (long) all.size());
    gauges.put("function-failures", keys.failures());
    schedule.addTo(gauges);
    external.addTo(gauges);
    return gauges;
  }

  /** An event without a name would share it with all others without a name. */
  private String name(Event event) {
    return event.name().isEmpty() ? names.next(event.regarding().name()) : event.name();
  }

  /** Every event calls this, so that the output does not depend on when {@link #due} is called. */
  private void finishIdle() {
    now = clock.nanoTime();
    while (finishNext()) {
      // until no series has ended
    }
  }

  private boolean finishNext() {
    Series ended = schedule.pollEnded(now);
    if (ended != null) {
      all.remove(ended);
    }
    return ended != null;
  }

  private void forget(Series series) {
    schedule.forget(series, now);
  }
}
