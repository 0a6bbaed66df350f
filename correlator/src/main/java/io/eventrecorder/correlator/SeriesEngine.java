package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.Series.Written;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The works of {@link io.eventrecorder.correlator.series.SeriesCorrelator}; applications use that.
 * It is here to share keys and caches with the correlator {@code aggregating}, and public only for
 * that class. Confined to one thread.
 */
public final class SeriesEngine implements EventCorrelator {
  /**
   * What {@link io.eventrecorder.correlator.series.SeriesOptions} says.
   *
   * @param cacheSize how many events are remembered, at least 1
   * @param refreshInterval after which time a running series is written again, above zero
   * @param finishAfter after which pause an event is forgotten, above zero
   * @param identity what, besides its fields, makes an event the same as another
   * @param identityFunction the text for that instead; null: as {@code identity} says
   */
  public record Settings(
      int cacheSize,
      Duration refreshInterval,
      Duration finishAfter,
      Identity identity,
      @Nullable Function<Event, String> identityFunction) {
    /**
     * Checks the values.
     *
     * @param cacheSize how many events are remembered, at least 1
     * @param refreshInterval after which time a running series is written again, above zero
     * @param finishAfter after which pause an event is forgotten, above zero
     * @param identity what, besides its fields, makes an event the same as another
     * @param identityFunction the text for that instead; null: as {@code identity} says
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public Settings {
      OptionValues.atLeastOne("cacheSize", cacheSize);
      OptionValues.positive("refreshInterval", refreshInterval);
      OptionValues.positive("finishAfter", finishAfter);
    }
  }

  /** Bounds what waits of evicted series, if nobody asks for what is due. */
  private static final int FEWEST_WAITING = 1024;

  private final EventClock clock;
  private final EventNames names;
  private final int mostWaiting;
  private final SeriesKeys keys;
  private final RecencyCache<Series> all;
  private final Contributions<Series> contributions;

  /** All that are remembered; who gets to the end of the wait is finished. */
  private final WaitingLine<Series> idle;

  /** Those of them that are written again. */
  private final WaitingLine<Series> running;

  /** The forgotten ones whose last count is to be written, at once. */
  private final WaitingLine<Series> leaving = new WaitingLine<>(0);

  private long unwritten;

  /** The reading of the clock for the call under way. */
  private long now;

  private SeriesEngine(Settings settings, EventClock clock, EventNames names) {
    this.clock = clock;
    this.names = names;
    this.mostWaiting =
        (int) Math.min(Integer.MAX_VALUE, 2L * Math.max(FEWEST_WAITING, settings.cacheSize()));
    Hasher hasher = new Hasher();
    this.keys = new SeriesKeys(settings.identity(), settings.identityFunction(), hasher);
    // Whoever is idle for too long is finished before a new one is added.
    this.all = new RecencyCache<>(settings.cacheSize(), (series, nanos) -> false, this::leaves);
    this.contributions = new Contributions<>(settings.cacheSize(), hasher);
    this.idle = new WaitingLine<>(Nanos.of(settings.finishAfter()));
    this.running = new WaitingLine<>(Nanos.of(settings.refreshInterval()));
  }

  /**
   * {@return a new engine that knows no event}
   *
   * @param settings how it works
   * @param clock for intervals and the timestamps of series
   * @param names for events that come without a name
   */
  public static SeriesEngine create(Settings settings, EventClock clock, EventNames names) {
    return new SeriesEngine(settings, clock, names);
  }

  @Override
  public Correlation correlate(Event event) {
    finishIdle();
    return event.isFromElsewhere() ? merge(event) : add(event, find(event), clock.instant(), 1);
  }

  /** A state of an event that others count: what it says more than before is added. */
  private Correlation merge(Event state) {
    @Nullable Series counter = contributions.counter(state);
    int more = contributions.more(state, counter);
    if (more == 0 && counter != null && counter.isCreated()) {
      contributions.repeats();
      all.touch(counter);
      idle.enter(counter.turn, now);
      return Correlation.suppress();
    }
    if (counter != null) {
      all.touch(counter);
    }
    Instant at = Objects.requireNonNullElseGet(state.lastOccurrence(), clock::instant);
    Series series = counter == null ? find(state) : counter;
    contributions.count(state, series, now);
    return add(state, series, at, more);
  }

  private Series find(Event event) {
    keys.read(event);
    Series known = all.find(keys.fingerprint());
    if (known != null) {
      all.touch(known);
      return known;
    }
    Series series = new Series(keys.fingerprint(), keys.key(), name(event), event);
    all.add(series, now);
    return series;
  }

  private Correlation add(Event event, Series series, Instant at, int more) {
    series.occurs(event, at, more);
    unwritten += more;
    idle.enter(series.turn, now);
    return series.isNews() ? write(series, event) : Correlation.suppress();
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    if (written.attachment() instanceof Written mark) {
      unwritten -= mark.series().recorded(mark, written.event(), stored);
    }
  }

  @Override
  public void notRecorded(Correlation written, NotRecorded why) {
    if (written.attachment() instanceof Written mark) {
      // A create, as which a patch may have been sent.
      mark.series().notRecorded(mark, written.event(), why == NotRecorded.REJECTED);
    }
  }

  @Override
  public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
    if (written.attachment() instanceof Written mark) {
      mark.series().notUpdated(mark, written.event(), inStore);
    }
  }

  @Override
  public List<Correlation> due() {
    finishIdle();
    List<Correlation> writes = new ArrayList<>();
    for (Series last = leaving.takeReady(now); last != null; last = leaving.takeReady(now)) {
      if (last.needsLastWrite()) {
        handOut(last, writes);
      }
    }
    for (Series next = running.takeReady(now); next != null; next = running.takeReady(now)) {
      if (next.needsRefresh()) {
        handOut(next, writes);
      }
    }
    return writes;
  }

  @Override
  public OptionalLong nextDueNanos() {
    return earlier(leaving.readyAt(), earlier(idle.readyAt(), running.readyAt()));
  }

  @Override
  public List<Correlation> drain() {
    now = clock.nanoTime();
    List<Series> behind = new ArrayList<>();
    for (Series last = leaving.takeReady(now); last != null; last = leaving.takeReady(now)) {
      if (last.needsLastWrite()) {
        behind.add(last);
      }
    }
    idle.forEach(
        series -> {
          if (series.needsLastWrite()) {
            behind.add(series);
          }
        });
    List<Correlation> writes = new ArrayList<>(behind.size());
    behind.forEach(series -> handOut(series, writes));
    return writes;
  }

  @Override
  public long unwritten() {
    return unwritten;
  }

  @Override
  public Map<String, Long> gauges() {
    Map<String, Long> gauges = new HashMap<>();
    gauges.put("observations", (long) all.size());
    gauges.put("series", (long) running.size());
    gauges.put("waiting", (long) leaving.size());
    gauges.put("function-failures", keys.failures());
    contributions.addTo(gauges);
    return gauges;
  }

  /** Without a name of its own it would share one with all others that have none. */
  private String name(Event event) {
    return event.name().isEmpty() ? names.next(event.regarding().name()) : event.name();
  }

  /** At each event, too, so that what comes out depends on the time and not on who asks when. */
  private void finishIdle() {
    now = clock.nanoTime();
    for (Series series = idle.takeReady(now); series != null; series = idle.takeReady(now)) {
      all.remove(series);
    }
  }

  /** A series that is forgotten still writes what the store does not know. */
  private void leaves(Series series) {
    idle.leave(series.turn);
    running.leave(series.refresh);
    if (series.needsLastWrite() && leaving.size() < mostWaiting) {
      leaving.enter(series.turn, now);
    }
  }

  private void handOut(Series series, List<Correlation> writes) {
    Event latest = series.latest();
    if (latest != null) {
      writes.add(write(series, latest));
    }
  }

  private Correlation write(Series series, Event newest) {
    if (series.isCached() && series.isRunning()) {
      running.enter(series.refresh, now);
    }
    return series.write(newest);
  }

  private static OptionalLong earlier(OptionalLong one, OptionalLong another) {
    if (one.isEmpty() || another.isEmpty()) {
      return one.isEmpty() ? another : one;
    }
    return one.getAsLong() - another.getAsLong() <= 0 ? one : another;
  }
}
