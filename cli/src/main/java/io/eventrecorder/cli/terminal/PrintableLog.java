package io.eventrecorder.cli.terminal;

import io.eventrecorder.text.PrintableText;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Formats log records as {@link SimpleFormatter} does, with control characters escaped. The command
 * is the logging back end here, so a message of an event must not forge a log record and must not
 * send control characters to the terminal.
 */
public final class PrintableLog extends SimpleFormatter {
  /** Formats the records of the JDK's default handlers; does nothing if logging is configured. */
  public static void install() {
    if (!isConfigured()) {
      Logger root = LogManager.getLogManager().getLogger("");
      for (var handler : root.getHandlers()) {
        handler.setFormatter(new PrintableLog());
      }
    }
  }

  /** {@return whether the user has configured {@code java.util.logging}} */
  public static boolean isConfigured() {
    return System.getProperty("java.util.logging.config.file") != null
        || System.getProperty("java.util.logging.config.class") != null;
  }

  @Override
  public String format(LogRecord logged) {
    LogRecord printable =
        new LogRecord(logged.getLevel(), PrintableText.line(formatMessage(logged)));
    printable.setInstant(logged.getInstant());
    printable.setLoggerName(logged.getLoggerName());
    printable.setSourceClassName(logged.getSourceClassName());
    printable.setSourceMethodName(logged.getSourceMethodName());
    Throwable thrown = logged.getThrown();
    printable.setThrown(thrown == null ? null : PrintableText.cause(thrown));
    return super.format(printable);
  }
}
