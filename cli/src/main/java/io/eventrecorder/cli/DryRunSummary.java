package io.eventrecorder.cli;

import io.eventrecorder.spi.Correlation;

/** Counts what a dry run decided. */
final class DryRunSummary {
  private long created;
  private long updated;
  private long merged;
  private long due;
  private long drained;

  void count(DryRun.Step step) {
    switch (step.cause()) {
      case DUE -> due++;
      case DRAIN -> drained++;
      case EVENT -> countEvent(step.correlation().kind());
    }
  }

  private void countEvent(Correlation.Kind kind) {
    switch (kind) {
      case CREATE -> created++;
      case PATCH -> updated++;
      case SUPPRESS -> merged++;
    }
  }

  String text(EventInputs inputs, long unwritten) {
    StringBuilder text = new StringBuilder();
    text.append(Summary.counted(inputs.read(), "event"))
        .append(" in: ")
        .append(created)
        .append(" created, ")
        .append(updated)
        .append(" updated, ")
        .append(merged)
        .append(" merged or held back without a write of their own; ")
        .append(Summary.counted(due + drained, "more write"))
        .append(" brought counts up to date (")
        .append(due)
        .append(" when due, ")
        .append(drained)
        .append(" at the end)");
    if (unwritten > 0) {
      text.append("; ")
          .append(Summary.counted(unwritten, "occurrence"))
          .append(" in no count that was written");
    }
    return text.append(inputs.others("; ")).toString();
  }
}
