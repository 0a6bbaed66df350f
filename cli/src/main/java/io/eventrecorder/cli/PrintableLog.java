package io.eventrecorder.cli;

import io.eventrecorder.text.PrintableText;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Log records of the command, which is a logging back end of its own: a message of an event cannot
 * forge a record, and cannot command the terminal. The format is that of {@link SimpleFormatter}.
 */
final class PrintableLog extends SimpleFormatter {
  /** For the handlers that the JDK has by default; a user's own configuration stays. */
  static void install() {
    boolean configured =
        System.getProperty("java.util.logging.config.file") != null
            || System.getProperty("java.util.logging.config.class") != null;
    if (!configured) {
      Logger root = LogManager.getLogManager().getLogger("");
      for (var handler : root.getHandlers()) {
        handler.setFormatter(new PrintableLog());
      }
    }
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
