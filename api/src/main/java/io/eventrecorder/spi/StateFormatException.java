package io.eventrecorder.spi;

import java.util.Objects;

/** A stored part of a correlator's memory cannot be read: it is damaged, or a newer version. */
public final class StateFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message what is wrong, and what to do about it
   */
  public StateFormatException(String message) {
    super(Objects.requireNonNull(message, "message"));
  }
}
