package io.eventrecorder.benchmarks;

/**
 * One line of the report.
 *
 * @param holds whether what was promised is so
 * @param what the promise, with the figures that were found
 */
record DeliveryCheck(boolean holds, String what) {
  @Override
  public String toString() {
    return (holds ? "  ok      " : "  FAILED  ") + what;
  }
}
