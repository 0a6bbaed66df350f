package io.eventrecorder.correlator.internal.series;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.internal.cache.FixedDelayQueue;
import io.eventrecorder.correlator.internal.cache.FixedDelayQueue.Entry;
import io.eventrecorder.spi.Correlation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** When each series is refreshed, ends, and is written a last time. Not thread-safe. */
public final class SeriesSchedule {
  /** A lower bound for the greatest number of last writes. */
  private static final int MIN_LAST_WRITES = 1024;

  private final int maxLastWrites;

  /** All series that are remembered; at the end of the delay a series ends. */
  private final FixedDelayQueue<Series> idle;

  /** Those of them that are refreshed. */
  private final FixedDelayQueue<Series> running;

  /** Forgotten series that need a last write, without delay. */
  private final FixedDelayQueue<Series> lastWrites = new FixedDelayQueue<>(0);

  /** Called with each series that {@link #due} or {@link #drain} changes. */
  private final Consumer<Series> onChange;

  /** Null unless the changes are collected. */
  private @Nullable ForgottenSeries forgotten;

  /**
   * Makes an empty schedule.
   *
   * @param cacheSize half of the greatest number of last writes of forgotten series
   * @param finishNanos the pause after which a series ends
   * @param refreshNanos the time between two writes of a running series
   * @param onChange called with each series that {@link #due} or {@link #drain} changes
   */
  public SeriesSchedule(
      int cacheSize, long finishNanos, long refreshNanos, Consumer<Series> onChange) {
    this.onChange = onChange;
    this.maxLastWrites =
        (int) Math.min(Integer.MAX_VALUE, 2L * Math.max(MIN_LAST_WRITES, cacheSize));
    this.idle = new FixedDelayQueue<>(finishNanos);
    this.running = new FixedDelayQueue<>(refreshNanos);
  }

  /** Starts the pause of a series that has just happened. */
  public void happened(Series series, long now) {
    idle.add(series.end, now);
  }

  /** The next series that has ended; null if there is none. */
  public @Nullable Series pollEnded(long now) {
    return idle.poll(now);
  }

  /** Keeps the last write of a series that is being forgotten. */
  public void forget(Series series, long now) {
    idle.remove(series.end);
    running.remove(series.refresh);
    boolean waits = series.needsLastWrite() && lastWrites.size() < maxLastWrites;
    if (waits) {
      lastWrites.add(series.end, now);
    }
    if (forgotten != null) {
      forgotten.add(series, waits);
    }
  }

  /**
   * A write of a series was answered.
   *
   * @param more how many occurrences are now known to be stored and were not before
   */
  public void answered(Series series, long more) {
    if (series.isCached()) {
      onChange.accept(series);
    } else if (forgotten != null) {
      forgotten.answered(series, more, lastWrites.contains(series.end));
    }
  }

  /** The forgotten series; from now on their changes are collected. */
  ForgottenSeries forgotten() {
    if (forgotten == null) {
      ForgottenSeries its = new ForgottenSeries(maxLastWrites);
      lastWrites.forEach(series -> its.add(series, true));
      forgotten = its;
    }
    return forgotten;
  }

  /** The number of occurrences of forgotten series that wait. */
  long unwrittenOfForgotten() {
    long[] sum = {0};
    lastWrites.forEach(series -> sum[0] += series.unwritten());
    return sum[0];
  }

  /** The entry in the queue of series that are refreshed; null if it is in none. */
  @Nullable Entry<Series> refreshOf(Series series) {
    return running.contains(series.refresh) ? series.refresh : null;
  }

  /** A series is back that is remembered; the one that ends first comes first. */
  void restoreIdle(Series series, long sinceNanos, int order) {
    idle.restore(series.end, sinceNanos, order);
  }

  /** A series is refreshed again; the one that was written first comes first. */
  void restoreRunning(Series series, long sinceNanos, int order) {
    running.restore(series.refresh, sinceNanos, order);
  }

  /** A forgotten series waits again. */
  void restoreLastWrite(Series series, long sinceNanos) {
    lastWrites.add(series.end, sinceNanos);
  }

  /** Writes all occurrences of a series. */
  public Correlation write(Series series, Event newest, long now) {
    if (series.isCached() && series.isRunning()) {
      running.add(series.refresh, now);
    }
    return SeriesWriter.write(series, newest, forgotten != null);
  }

  /** The last writes of series that have ended, then the refreshes that are due. */
  public List<Correlation> due(long now) {
    List<Correlation> writes = new ArrayList<>();
    pollLastWrites(now, series -> write(series, now, writes));
    for (Series next = running.poll(now); next != null; next = running.poll(now)) {
      if (next.needsRefresh()) {
        write(next, now, writes);
      } else {
        onChange.accept(next);
      }
    }
    return writes;
  }

  /** When the next series ends or is written; empty if there is none. */
  public OptionalLong nextNanos() {
    return earlier(lastWrites.readyAt(), earlier(idle.readyAt(), running.readyAt()));
  }

  /** All writes that are missing. */
  public List<Correlation> drain(long now) {
    List<Series> behind = new ArrayList<>();
    pollLastWrites(now, behind::add);
    idle.forEach(
        series -> {
          if (series.needsLastWrite()) {
            behind.add(series);
          }
        });
    List<Correlation> writes = new ArrayList<>(behind.size());
    behind.forEach(series -> write(series, now, writes));
    return writes;
  }

  /** Adds the gauges {@code series} and {@code waiting}. */
  public void addTo(Map<String, Long> gauges) {
    gauges.put("series", (long) running.size());
    gauges.put("waiting", (long) lastWrites.size());
  }

  private void pollLastWrites(long now, Consumer<Series> action) {
    for (Series last = lastWrites.poll(now); last != null; last = lastWrites.poll(now)) {
      if (last.needsLastWrite()) {
        action.accept(last);
      } else {
        left(last);
      }
    }
  }

  private void write(Series series, long now, List<Correlation> writes) {
    Event latest = series.latest();
    if (latest != null) {
      writes.add(write(series, latest, now));
    }
    if (series.isCached()) {
      onChange.accept(series);
    } else {
      left(series);
    }
  }

  /** A forgotten series no longer waits. */
  private void left(Series series) {
    if (forgotten != null) {
      forgotten.answered(series, 0, false);
    }
  }

  private static OptionalLong earlier(OptionalLong one, OptionalLong another) {
    if (one.isEmpty() || another.isEmpty()) {
      return one.isEmpty() ? another : one;
    }
    return one.getAsLong() - another.getAsLong() <= 0 ? one : another;
  }
}
