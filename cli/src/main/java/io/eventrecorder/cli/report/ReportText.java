package io.eventrecorder.cli.report;

import io.eventrecorder.text.PrintableText;
import java.util.stream.Collectors;

/** Makes texts of events safe to show. */
final class ReportText {
  private ReportText() {}

  /**
   * {@return the text with unprintable characters escaped, except for line ends} A message of
   * several lines, such as a stack trace, stays readable.
   */
  static String lines(String text) {
    return text.indexOf('\n') < 0
        ? PrintableText.line(text)
        : text.lines().map(PrintableText::line).collect(Collectors.joining("\n"));
  }
}
