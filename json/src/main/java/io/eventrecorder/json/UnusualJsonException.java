package io.eventrecorder.json;

/**
 * Says that {@link QuickCursor} cannot read an input. It says no more, and so has no stack trace.
 */
final class UnusualJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusualJsonException() {
    super("must be read by Jackson", null, false, false);
  }
}
