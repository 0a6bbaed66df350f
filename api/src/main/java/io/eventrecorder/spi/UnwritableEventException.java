package io.eventrecorder.spi;

/**
 * Says that a format cannot express an event, for example a year beyond 9999 in RFC 3339. A later
 * try would fail again, so the pipeline counts such a write as rejected. Formats extend it ({@code
 * EventJsonException} does).
 */
public class UnwritableEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what the format cannot express, and what to do; one line
   */
  public UnwritableEventException(String message) {
    super(message);
  }
}
