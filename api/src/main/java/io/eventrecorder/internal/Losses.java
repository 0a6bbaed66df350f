package io.eventrecorder.internal;

import io.eventrecorder.CloseReport;
import io.eventrecorder.spi.PrintableText;

/** What a close report says, in words. */
final class Losses {
  private Losses() {}

  static String of(CloseReport report) {
    StringBuilder text =
        new StringBuilder("event recorder was closed before all was written: ")
            .append(report.abandoned())
            .append(" writes abandoned");
    report.examples().forEach(example -> text.append("\n  ").append(PrintableText.line(example)));
    return text.toString();
  }
}
