package io.eventrecorder.benchmarks;

/**
 * One line of the report.
 *
 * @param holds whether the guarantee holds
 * @param text the guarantee, with the measured figures
 */
record DeliveryCheck(boolean holds, String text) {
  @Override
  public String toString() {
    return (holds ? "  ok      " : "  FAILED  ") + text;
  }
}
