package io.eventrecorder.cli.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Counts writes by minute and by buckets, which are minutes if the range is not too long. */
final class Buckets {
  private static final int MOST = 600;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** In minutes. */
  private static final long[] LENGTHS = {
    1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1440, 2880, 10_080, 43_200, 129_600
  };

  private final TimeRange range;
  private final long bucketMillis;
  private final Map<Long, Integer> minutes = new HashMap<>();
  private final int[] buckets;

  /** Creates empty buckets for a range. */
  Buckets(TimeRange range) {
    this.range = range;
    long span = range.millis(range.to());
    this.bucketMillis =
        LongStream.of(LENGTHS)
            .map(minutesLong -> minutesLong * MINUTE)
            .filter(length -> span / length < MOST)
            .findFirst()
            .orElse(LENGTHS[LENGTHS.length - 1] * MINUTE);
    this.buckets = new int[(int) (span / bucketMillis) + 1];
  }

  /** Counts a write. */
  void count(Instant time) {
    long at = range.millis(range.clamp(time));
    minutes.merge(at / MINUTE, 1, Integer::sum);
    buckets[(int) (at / bucketMillis)]++;
  }

  int peakPerMinute() {
    return minutes.isEmpty() ? 0 : Collections.max(minutes.values());
  }

  long bucketMillis() {
    return bucketMillis;
  }

  List<Integer> counts() {
    return Arrays.stream(buckets).boxed().toList();
  }
}
