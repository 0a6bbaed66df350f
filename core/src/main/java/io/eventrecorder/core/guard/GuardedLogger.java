package io.eventrecorder.core.guard;

import io.eventrecorder.spi.UserCode;
import io.eventrecorder.text.PrintableText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** A logger whose back end and handlers may throw: that costs the line, and nothing else. */
public final class GuardedLogger {
  private final Logger logger;
  private final Runnable whenItThrows;

  /**
   * A logger that never throws.
   *
   * @param logger the application's
   * @param whenItThrows counts a line that could not be logged as it is
   */
  public GuardedLogger(Logger logger, Runnable whenItThrows) {
    this.logger = logger;
    this.whenItThrows = whenItThrows;
  }

  /**
   * Logs a text as it is, and an exception without characters that may not be printed ({@link
   * PrintableText}). An exception that cannot be logged becomes part of the text.
   *
   * @param level how bad it is
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
