package io.eventrecorder;

import io.eventrecorder.text.PrintableText;
import org.jspecify.annotations.Nullable;

/**
 * Why something cannot be recorded. A recorder of a broadcaster counts and logs it; it never
 * reaches the application.
 */
public final class InvalidEventException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Problem {
    /** The type is neither {@code Normal} nor {@code Warning}. */
    TYPE,
    /** The reason is null or empty. */
    REASON,
    /** No resolver knows the object that the event is about, or the one it concerns. */
    REFERENCE,
    /** The message is null, or its arguments do not fit its format. */
    MESSAGE
  }

  /** What is wrong. */
  private final Problem problem;

  /**
   * Creates the exception.
   *
   * @param problem what is wrong
   * @param message what to do instead; characters that may not be printed are escaped
   */
  public InvalidEventException(Problem problem, String message) {
    this(problem, message, null);
  }

  /**
   * Creates the exception with what the application's code threw.
   *
   * @param problem what is wrong
   * @param message what to do instead; characters that may not be printed are escaped
   * @param cause what the code threw; may be null
   */
  public InvalidEventException(Problem problem, String message, @Nullable Throwable cause) {
    super(PrintableText.line(message), cause);
    this.problem = problem;
  }

  /** {@return what is wrong} */
  public Problem problem() {
    return problem;
  }
}
