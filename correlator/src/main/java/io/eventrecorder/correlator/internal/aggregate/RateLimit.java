package io.eventrecorder.correlator.internal.aggregate;

/**
 * The size of a token bucket and its refill.
 *
 * @param burst the most tokens that a bucket holds
 * @param nanosPerToken the time in which one token refills
 */
public record RateLimit(int burst, long nanosPerToken) {
  /** 36 years; keeps sums of a few intervals within a long. */
  private static final long LONGEST = 1L << 60;

  /** How long a bucket can take to hold the tokens that a deferred write needs. */
  static final long LONGEST_WAIT = 2 * LONGEST;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double ROUNDING = 1e-12;

  /** The limit of a bucket that is never empty. */
  static final RateLimit UNLIMITED = new RateLimit(Integer.MAX_VALUE, 1);

  /**
   * Makes a limit. The interval is rounded up to whole nanoseconds, so that a bucket never gives
   * more than its rate. Only the rounding error of a quotient such as 1/300 is removed.
   */
  public static RateLimit of(int burst, double qps) {
    double exact = NANOS_PER_SECOND / qps;
    double nearest = Math.rint(exact);
    boolean whole = Math.abs(exact - nearest) <= nearest * ROUNDING;
    double nanos = whole ? nearest : Math.ceil(exact);
    return new RateLimit(burst, Math.max(1, (long) Math.min(LONGEST, nanos)));
  }

  /** The tokens that a deferred write needs: its own, and one that is left for new events. */
  int neededForDeferred() {
    return Math.min(2, burst);
  }
}
