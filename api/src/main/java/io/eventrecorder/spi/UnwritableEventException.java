package io.eventrecorder.spi;

/**
 * Says that a format cannot express an event, for example because of a year after 9999. Another try
 * would fail again, so the pipeline counts the write as rejected. Formats extend this class, as
 * {@code EventJsonException} does.
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
