package io.eventrecorder.relay;

/** A relay cannot start. The message says why, and what to do. */
public final class RelayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RelayException(String message) {
    super(message);
  }

  RelayException(String message, Throwable cause) {
    super(message, cause);
  }
}
