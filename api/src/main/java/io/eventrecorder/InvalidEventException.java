package io.eventrecorder;

import io.eventrecorder.text.PrintableText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says why an event cannot be recorded. The recorders of a broadcaster count and log it and do not
 * throw it to the application.
 */
public final class InvalidEventException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Problem {
    /** The type is neither {@code Normal} nor {@code Warning}. */
    TYPE,
    /** The reason is null or empty. */
    REASON,
    /** An object is missing, or no resolver knows it. */
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
   * @param message what is wrong and what to do; unprintable characters are escaped
   */
  public InvalidEventException(Problem problem, String message) {
    this(problem, message, null);
  }

  /**
   * Creates the exception with the failure of the application's code.
   *
   * @param problem what is wrong
   * @param message what is wrong and what to do; unprintable characters are escaped
   * @param cause the failure; may be null
   */
  public InvalidEventException(Problem problem, String message, @Nullable Throwable cause) {
    super(PrintableText.line(message), cause);
    this.problem = Objects.requireNonNull(problem, "problem");
  }

  /** {@return what is wrong} */
  public Problem problem() {
    return problem;
  }
}
