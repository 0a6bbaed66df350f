package io.eventrecorder.cli.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The range of the timeline. A few events with a wrong clock must not squeeze all others into one
 * point, so they lie outside of it.
 *
 * @param from the beginning; before {@code to}
 * @param to the end
 */
record TimeRange(Instant from, Instant to) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /** A virtual clock cannot pass 292 years. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Duration SMALLEST_GAP = Duration.ofDays(30);
  private static final int GAP_FACTOR = 20;
  private static final int SHARE = 10;

  TimeRange {
    if (Duration.between(from, to).compareTo(SHORTEST) < 0) {
      to = from.plus(SHORTEST);
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      from = to.minus(LONGEST);
    }
  }

  /**
   * {@return the range of these times without outliers} Outliers are at most a tenth of the times
   * (but one is always allowed) at each end, if a gap separates them from the rest that is longer
   * than 30 days and than 20 times the rest.
   *
   * @param times at least one time, in their order
   */
  static TimeRange of(List<Instant> times) {
    int most = Math.max(1, times.size() / SHARE);
    int last = times.size() - 1;
    int from = 0;
    int to = last;
    for (int i = 1; i <= Math.min(most, last); i++) {
      if (isGap(times.get(i - 1), times.get(i), times.get(i), times.get(last))) {
        from = i;
      }
    }
    for (int i = last; i > Math.max(from, last - most); i--) {
      if (isGap(times.get(i - 1), times.get(i), times.get(from), times.get(i - 1))) {
        to = i - 1;
      }
    }
    if (to < last) { // the rest is shorter now, so the early ones may be far away from it
      for (int i = from + 1; i <= Math.min(most, to); i++) {
        if (isGap(times.get(i - 1), times.get(i), times.get(i), times.get(to))) {
          from = i;
        }
      }
    }
    return new TimeRange(times.get(from), times.get(to));
  }

  private static boolean isGap(Instant before, Instant after, Instant restFrom, Instant restTo) {
    Duration gap = Duration.between(before, after);
    Duration rest = Duration.between(restFrom, restTo).multipliedBy(GAP_FACTOR);
    return gap.compareTo(SMALLEST_GAP) > 0 && gap.compareTo(rest) > 0;
  }

  /** {@return the range with an earlier beginning, if it gets at most twice as long by that} */
  TimeRange extendedTo(List<Instant> starts) {
    Instant limit = from.minus(Duration.between(from, to));
    Instant earliest =
        starts.stream()
            .filter(start -> !start.isBefore(limit))
            .min(Instant::compareTo)
            .filter(start -> start.isBefore(from))
            .orElse(from);
    return new TimeRange(earliest, to);
  }

  boolean includes(Instant time) {
    return !time.isBefore(from) && !time.isAfter(to);
  }

  /** {@return the nearest time in this range} */
  Instant clamp(Instant time) {
    if (time.isBefore(from)) {
      return from;
    }
    return time.isAfter(to) ? to : time;
  }

  /** {@return milliseconds since the beginning; negative before it} */
  long millis(Instant time) {
    return time.toEpochMilli() - from.toEpochMilli();
  }
}
