package io.eventrecorder.correlator.internal.series;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;

/**
 * The forgotten series of which a host keeps a part: those that wait for their last write, and
 * those whose write has no answer yet. No cache has them, so each gets a number. A schedule has
 * this only if its changes are collected. Not thread-safe.
 */
final class ForgottenSeries {
  private final int mostUnderWay;
  private final Map<Series, Long> numbers = new LinkedHashMap<>();
  private Set<Series> changed = new LinkedHashSet<>();
  private List<Long> removed = new ArrayList<>();

  /** The numbers of parts that the host may have. */
  private final Set<Long> collected = new HashSet<>();

  private long last;

  /** The number of occurrences that are in no part and will never be written. */
  private long lost;

  /**
   * Makes an empty collection.
   *
   * @param mostUnderWay how many series are kept only because a write has no answer
   */
  ForgottenSeries(int mostUnderWay) {
    this.mostUnderWay = mostUnderWay;
  }

  /** A series was forgotten. */
  void add(Series series, boolean waits) {
    if (waits || (series.isUnderWay() && numbers.size() < mostUnderWay)) {
      numbers.put(series, ++last);
      changed.add(series);
    } else {
      lost += series.unwritten();
    }
  }

  /** A series of an earlier correlator is back, and waits. */
  void restore(Series series, long number) {
    numbers.put(series, number);
    changed.add(series);
    collected.add(number);
    last = Math.max(last, number);
  }

  /**
   * A write of a forgotten series was answered or handed out. The series is no longer needed once
   * it waits for nothing.
   *
   * @param more how many occurrences are now known to be stored and were not before
   * @param waits whether it waits for its last write
   */
  void answered(Series series, long more, boolean waits) {
    Long number = numbers.get(series);
    if (number == null) {
      lost -= more;
    } else if (waits || series.isUnderWay()) {
      changed.add(series);
    } else {
      lost += series.unwritten();
      numbers.remove(series);
      changed.remove(series);
      if (collected.remove(number)) {
        removed.add(number);
      }
    }
  }

  /** Counts occurrences that are in no part. */
  void lose(long occurrences) {
    lost += occurrences;
  }

  long lost() {
    return lost;
  }

  /** Passes on what has changed since {@link #collected()}: what to remove, then what to put. */
  void collect(LongConsumer remove, ObjLongConsumer<Series> put) {
    removed.forEach(remove::accept);
    for (Series series : changed) {
      Long number = numbers.get(series);
      if (number != null) {
        collected.add(number); // before: the receiver may keep it, and throw
        put.accept(series, number);
      }
    }
  }

  /** What {@link #collect} passed on has arrived. */
  void collected() {
    removed = new ArrayList<>();
    changed = new LinkedHashSet<>();
  }
}
