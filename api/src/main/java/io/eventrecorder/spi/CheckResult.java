package io.eventrecorder.spi;

import io.eventrecorder.text.PrintableText;

/**
 * One finding of {@link EventSinkProvider#check}.
 *
 * @param status how it went
 * @param subject what was checked, for example {@code connection}
 * @param detail what was found, and what to do if there is a problem
 */
public record CheckResult(Status status, String subject, String detail) {
  /** How a check went. */
  public enum Status {
    /** It works. */
    OK,
    /** It works, but something should be changed. */
    WARNING,
    /** It does not work. */
    FAILED
  }

  /** {@return {@code FAILED, subject: detail} on one line, with unprintable characters escaped} */
  @Override
  public String toString() {
    return PrintableText.line(status + ", " + subject + ": " + detail);
  }
}
