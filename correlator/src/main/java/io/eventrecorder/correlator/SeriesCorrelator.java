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
import io.eventrecorder.correlator.internal.series.SeriesSchedule;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
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
public final class SeriesCorrelator implements EventCorrelator {
  private final EventClock clock;
  private final EventNames names;
  private final SeriesKeys keys;
  private final SegmentedLruCache<Series> all;
  private final ExternalCounts<Series> external;
  private final SeriesSchedule schedule;
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
            cacheSize, Nanos.of(options.finishAfter()), Nanos.of(options.refreshInterval()));
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

  @Override
  public Correlation correlate(Event event) {
    finishIdle();
    return event.isFromElsewhere() ? merge(event) : add(event, find(event), clock.instant(), 1);
  }

  /** Adds the occurrences that a state of an event from elsewhere has more than before. */
  private Correlation merge(Event state) {
    @Nullable Series counter = external.find(state);
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
    Series series = counter == null ? find(state) : counter;
    external.add(state, series, now);
    return add(state, series, at, more);
  }

  private Series find(Event event) {
    keys.read(event, "");
    Series known = all.find(keys.fingerprint());
    if (known != null) {
      all.touch(known);
      return known;
    }
    Series series = new Series(keys.key(), name(event), event);
    all.add(keys.fingerprint(), series, now);
    return series;
  }

  private Correlation add(Event event, Series series, Instant at, int more) {
    series.occurs(event, at, more);
    unwritten += more;
    schedule.happened(series, now);
    return series.isWrittenAtOnce() ? schedule.write(series, event, now) : Correlation.suppress();
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    requireNonNull(stored, "stored");
    if (written.attachment() instanceof SeriesAttachment attachment) {
      unwritten -= attachment.series().recorded(attachment, written.event(), stored);
    }
  }

  @Override
  public void notRecorded(Correlation written, NotRecorded why) {
    requireNonNull(why, "why");
    if (written.attachment() instanceof SeriesAttachment attachment) {
      // The sink may have sent a patch as a create; a rejected one would be rejected again.
      boolean rejected = why == NotRecorded.REJECTED;
      attachment.series().notRecorded(attachment, written.event(), rejected);
    }
  }

  @Override
  public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
    requireNonNull(why, "why");
    requireNonNull(inStore, "inStore");
    if (written.attachment() instanceof SeriesAttachment attachment) {
      attachment.series().notUpdated(attachment, written.event(), inStore);
    }
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
    for (Series ended = schedule.pollEnded(now); ended != null; ended = schedule.pollEnded(now)) {
      all.remove(ended);
    }
  }

  private void forget(Series series) {
    schedule.forget(series, now);
  }
}
