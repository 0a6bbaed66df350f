package io.eventrecorder.correlator.internal.series;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.internal.cache.FixedDelayQueue;
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

  /**
   * Makes an empty schedule.
   *
   * @param cacheSize half of the greatest number of last writes of forgotten series
   * @param finishNanos the pause after which a series ends
   * @param refreshNanos the time between two writes of a running series
   */
  public SeriesSchedule(int cacheSize, long finishNanos, long refreshNanos) {
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
    if (series.needsLastWrite() && lastWrites.size() < maxLastWrites) {
      lastWrites.add(series.end, now);
    }
  }

  /** Writes all occurrences of a series. */
  public Correlation write(Series series, Event newest, long now) {
    if (series.isCached() && series.isRunning()) {
      running.add(series.refresh, now);
    }
    return SeriesWriter.write(series, newest);
  }

  /** The last writes of series that have ended, then the refreshes that are due. */
  public List<Correlation> due(long now) {
    List<Correlation> writes = new ArrayList<>();
    pollLastWrites(now, series -> write(series, now, writes));
    for (Series next = running.poll(now); next != null; next = running.poll(now)) {
      if (next.needsRefresh()) {
        write(next, now, writes);
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
      }
    }
  }

  private void write(Series series, long now, List<Correlation> writes) {
    Event latest = series.latest();
    if (latest != null) {
      writes.add(write(series, latest, now));
    }
  }

  private static OptionalLong earlier(OptionalLong one, OptionalLong another) {
    if (one.isEmpty() || another.isEmpty()) {
      return one.isEmpty() ? another : one;
    }
    return one.getAsLong() - another.getAsLong() <= 0 ? one : another;
  }
}
