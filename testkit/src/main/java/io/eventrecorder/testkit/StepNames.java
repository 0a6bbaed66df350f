package io.eventrecorder.testkit;

import io.eventrecorder.spi.EventNames;

/**
 * Names events by the step of the history, so that a restored correlator gets the same names as the
 * original. Used by one thread.
 */
final class StepNames implements EventNames {
  private String step = "";
  private int given;

  void at(String newStep) {
    step = newStep;
    given = 0;
  }

  @Override
  public String next(String objectName) {
    given++;
    return objectName + "." + step + "-" + given;
  }
}
