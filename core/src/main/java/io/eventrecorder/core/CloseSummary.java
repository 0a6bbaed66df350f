package io.eventrecorder.core;

import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.text.PrintableText;

/** What a close report says, in words. */
final class CloseSummary {
  private CloseSummary() {}

  static String of(CloseReport report) {
    StringBuilder text =
        new StringBuilder("event recorder was closed before all was written: ")
            .append(report.abandoned())
            .append(" writes abandoned");
    report.examples().forEach(example -> text.append("\n  ").append(PrintableText.line(example)));
    return text.toString();
  }
}
