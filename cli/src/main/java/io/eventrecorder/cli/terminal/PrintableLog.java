package io.eventrecorder.cli.terminal;

import io.eventrecorder.text.PrintableText;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * Formats log records as {@link SimpleFormatter} does, with control characters escaped. The command
 * is the logging back end here, so a message of an event must not forge a log record and must not
 * send control characters to the terminal.
 */
public final class PrintableLog extends SimpleFormatter {
  /** For {@code java.util.logging}. */
  public PrintableLog() {}

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
