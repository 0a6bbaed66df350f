package io.eventrecorder.correlator.internal.series;

import io.eventrecorder.correlator.internal.cache.FixedDelayQueue.Entry;
import io.eventrecorder.correlator.internal.cache.Position;
import io.eventrecorder.correlator.internal.cache.SegmentedLruCache;
import io.eventrecorder.correlator.internal.external.ExternalCounts;
import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.correlator.internal.hash.Hasher;
import io.eventrecorder.correlator.internal.state.PartKey;
import io.eventrecorder.correlator.internal.state.StateWriter;
import io.eventrecorder.spi.StatefulCorrelator.Parts;
import java.util.List;

/**
 * Hands over the memory of the correlator, part by part. {@link SeriesRestore} takes it back. Not
 * thread-safe.
 */
public final class SeriesMemory {
  static final int SECRET = 'S';
  static final int LOST = 'L';
  static final int SERIES = 'R';
  static final int EXTERNAL = 'E';
  static final int FORGOTTEN = 'F';

  /** The version of all parts. */
  static final int VERSION = 1;

  final Hasher hasher;
  final SegmentedLruCache<Series> all;
  final SeriesSchedule schedule;
  final ExternalCounts<Series> external;
  private final StateWriter out = new StateWriter();

  /** Keys of parts that the host has, and that were dropped. */
  private List<byte[]> dropped = List.of();

  /** Whether what is lost is known. */
  private boolean isTracked;

  /** Whether the host has all that was handed over. */
  private boolean isStarted;

  /** What the host has as {@link #LOST}. */
  private long collectedLost;

  /** Makes the memory of a correlator that consists of these. */
  public SeriesMemory(
      Hasher hasher,
      SegmentedLruCache<Series> all,
      SeriesSchedule schedule,
      ExternalCounts<Series> external) {
    this.hasher = hasher;
    this.all = all;
    this.schedule = schedule;
    this.external = external;
  }

  /**
   * Hands over what has changed since the last call that did not throw; everything at the first
   * one.
   *
   * @param unwritten the number of occurrences that no stored write includes
   */
  public void changes(Parts parts, long unwritten) {
    boolean isFirst = !isStarted;
    isStarted = false; // until all have arrived
    dropped.forEach(parts::remove);
    if (!isTracked) {
      track(unwritten - unwrittenOfSeries() - schedule.unwrittenOfForgotten());
    }
    ForgottenSeries forgotten = schedule.forgotten();
    if (isFirst) {
      parts.put(PartKey.of(SECRET), start().writeFingerprint(hasher.secret()).toBytes());
    }
    if (isFirst || forgotten.lost() != collectedLost) {
      collectedLost = forgotten.lost();
      parts.put(PartKey.of(LOST), start().writeVarint(collectedLost).toBytes());
    }
    forgotten.collect(
        number -> parts.remove(PartKey.of(FORGOTTEN, number)),
        (series, number) -> {
          start().writeZigzag(series.end.sinceNanos());
          SeriesFormat.write(out, series);
          parts.put(PartKey.of(FORGOTTEN, number), out.toBytes());
        });
    all.collect(
        new SegmentedLruCache.Changes<>() {
          @Override
          public void removed(Fingerprint key) {
            parts.remove(PartKey.of(SERIES, key));
          }

          @Override
          public void changed(Fingerprint key, Series series, Position position) {
            position.write(start());
            write(series);
            parts.put(PartKey.of(SERIES, key), out.toBytes());
          }
        });
    external.collect(EXTERNAL, parts, all::numberOf);
    dropped = List.of();
    forgotten.collected();
    all.collected();
    external.collected();
    isStarted = true;
  }

  /** From now on the changes are collected. */
  void track(long lost) {
    isTracked = true;
    schedule.forgotten().lose(lost);
  }

  /** Removes parts with these keys from the host. */
  void drop(List<byte[]> keys) {
    dropped = keys;
  }

  private long unwrittenOfSeries() {
    long[] sum = {0};
    all.forEach(series -> sum[0] += series.unwritten());
    return sum[0];
  }

  private void write(Series series) {
    Entry<Series> refresh = schedule.refreshOf(series);
    out.writeZigzag(series.end.sinceNanos())
        .writeVarint(series.end.order())
        .writeBoolean(refresh != null);
    if (refresh != null) {
      out.writeZigzag(refresh.sinceNanos()).writeVarint(refresh.order());
    }
    SeriesFormat.write(out, series);
  }

  private StateWriter start() {
    return out.clear().writeByte(VERSION);
  }
}
