package io.eventrecorder.correlator;

/** How much a bucket holds, and in how many nanoseconds a token refills. */
record Budget(int burst, long nanosPerToken) {
  /** 36 years; keeps sums of a few intervals within a long. */
  private static final long LONGEST = 1L << 60;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double ROUNDING = 1e-12;

  /** Never ends. */
  static final Budget UNLIMITED = new Budget(Integer.MAX_VALUE, 1);

  /**
   * The interval is rounded up to whole nanoseconds, so that a bucket never gives more than it
   * should; only the error of a quotient such as 1/300 is taken back.
   */
  static Budget of(int burst, double qps) {
    double exact = NANOS_PER_SECOND / qps;
    double nearest = Math.rint(exact);
    boolean whole = Math.abs(exact - nearest) <= nearest * ROUNDING;
    double nanos = whole ? nearest : Math.ceil(exact);
    return new Budget(burst, Math.max(1, (long) Math.min(LONGEST, nanos)));
  }

  /** What a write that time alone asks for must find: its own token, and one left for news. */
  int neededToCatchUp() {
    return Math.min(2, burst);
  }
}
