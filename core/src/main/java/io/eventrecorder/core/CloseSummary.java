package io.eventrecorder.core;

import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.text.PrintableText;

/** Describes an incomplete {@link CloseReport} for a log line. */
final class CloseSummary {
  private CloseSummary() {}

  static String of(CloseReport report) {
    StringBuilder text =
        new StringBuilder(
                "the event broadcaster was closed before all events and state files were written;"
                    + " abandoned writes: ")
            .append(report.abandoned());
    report.examples().forEach(example -> text.append("\n  ").append(PrintableText.line(example)));
    return text.toString();
  }
}
