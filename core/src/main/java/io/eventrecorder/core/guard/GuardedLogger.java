package io.eventrecorder.core.guard;

import io.eventrecorder.spi.UserCode;
import io.eventrecorder.text.PrintableText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Calls a logger whose back end may throw. Then the line is lost, and nothing else happens. */
public final class GuardedLogger {
  private final Logger logger;
  private final Runnable whenItThrows;

  /**
   * A logger that never throws.
   *
   * @param logger the application's
   * @param whenItThrows called for each line that could not be logged unchanged
   */
  public GuardedLogger(Logger logger, Runnable whenItThrows) {
    this.logger = logger;
    this.whenItThrows = whenItThrows;
  }

  /**
   * Logs a text unchanged, and an exception without unprintable characters ({@link PrintableText}).
   * If the exception cannot be logged, its text is appended to the line.
   *
   * @param level the level
   * @param text what happened
   * @param cause what was thrown, if anything was
   */
  public void log(Level level, String text, @Nullable Throwable cause) {
    if (!logged(level, text, cause) && cause != null) {
      String why = PrintableText.line(UserCode.text(cause));
      boolean unused = logged(level, text + ": " + why, null);
    }
  }

  private boolean logged(Level level, String text, @Nullable Throwable cause) {
    try {
      logger.log(level, text, cause == null ? null : PrintableText.cause(cause));
      return true;
    } catch (Throwable e) {
      whenItThrows.run();
      return false;
    }
  }
}
