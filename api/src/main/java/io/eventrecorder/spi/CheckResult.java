package io.eventrecorder.spi;

import io.eventrecorder.text.PrintableText;

/**
 * One finding of {@link EventSinkProvider#check}.
 *
 * @param status how it went
 * @param subject what was looked at, for example {@code connection}
 * @param detail what was found, and what to do if it is not well
 */
public record CheckResult(Status status, String subject, String detail) {
  /** How a check went. */
  public enum Status {
    /** All is well. */
    OK,
    /** It works, with a reservation. */
    WARNING,
    /** It does not work. */
    FAILED
  }

  /** On one line: {@code FAILED, subject: detail}; what may not be printed is escaped. */
  @Override
  public String toString() {
    return PrintableText.line(status + ", " + subject + ": " + detail);
  }
}
