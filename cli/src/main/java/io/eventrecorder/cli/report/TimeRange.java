package io.eventrecorder.cli.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The range of the timeline. A few events with a wrong clock must not squeeze all others into one
 * point, so they lie outside of it.
 *
 * @param from the beginning; not after {@code to}
 * @param to the end
 */
record TimeRange(Instant from, Instant to) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /** A virtual clock cannot pass 292 years. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Duration LARGEST_GAP = Duration.ofDays(30);
  private static final int GAP_FACTOR = 20;
  private static final int SHARE = 10;

  TimeRange {
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      from = to.minus(LONGEST);
    }
  }

  /**
   * {@return the range of these times without outliers} Outliers are at most a tenth of the times
   * at each end, but one of three is always allowed. A gap separates them from the rest that is
   * longer than 30 days and than 20 times the rest.
   *
   * @param times at least one time, in their order
   */
  static TimeRange of(List<Instant> times) {
    int last = times.size() - 1;
    int most = Math.min(Math.max(1, times.size() / SHARE), last / 2);
    int from = most;
    int to = last - most;
    boolean grown = true;
    while (grown) { // what is near enough to the middle gets a part of it
      Duration rest = Duration.between(times.get(from), times.get(to));
      boolean before = from > 0 && isNear(times.get(from - 1), times.get(from), rest);
      boolean after = to < last && isNear(times.get(to), times.get(to + 1), rest);
      from -= before ? 1 : 0;
      to += after ? 1 : 0;
      grown = before || after;
    }
    return new TimeRange(times.get(from), times.get(to));
  }

  private static boolean isNear(Instant earlier, Instant later, Duration rest) {
    Duration gap = Duration.between(earlier, later);
    return gap.compareTo(LARGEST_GAP) <= 0 || gap.compareTo(rest.multipliedBy(GAP_FACTOR)) <= 0;
  }

  /** {@return the range with an earlier beginning, if it gets at most twice as long by that} */
  TimeRange extendedTo(List<Instant> starts) {
    TimeRange drawn = atLeastAMinute();
    Instant limit = from.minus(Duration.between(drawn.from, drawn.to));
    Instant earliest =
        starts.stream()
            .filter(start -> !start.isBefore(limit))
            .min(Instant::compareTo)
            .filter(start -> start.isBefore(from))
            .orElse(from);
    return new TimeRange(earliest, to);
  }

  /**
   * {@return the range with other ends} An end that would make it longer than 100 years is ignored.
   *
   * @param asked its bounds are times; a bound that is missing changes nothing
   */
  TimeRange withEnds(Selection asked) {
    Instant first = Selection.timeOr(asked.from(), from);
    Instant last = Selection.timeOr(asked.to(), to);
    boolean isLong = Duration.between(first, last).compareTo(LONGEST) > 0;
    return new TimeRange(first, isLong ? to : last);
  }

  /** {@return the range with a later end, if it is shorter than a minute} */
  TimeRange atLeastAMinute() {
    boolean isShort = Duration.between(from, to).compareTo(SHORTEST) < 0;
    return isShort ? new TimeRange(from, from.plus(SHORTEST)) : this;
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
