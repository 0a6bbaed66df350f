package io.eventrecorder.cli.correlate;

import io.eventrecorder.cli.input.InputFiles;
import io.eventrecorder.cli.terminal.Quantity;
import io.eventrecorder.spi.Correlation;

/** Counts the decisions of a dry run. */
public final class DryRunSummary {
  private long created;
  private long updated;
  private long merged;
  private long due;
  private long drained;

  /** Creates a summary without decisions. */
  public DryRunSummary() {}

  /**
   * Counts a decision.
   *
   * @param step the decision
   */
  public void count(DryRun.Step step) {
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

  /**
   * {@return the summary, on one line}
   *
   * @param inputs the files that were read
   * @param unwritten how many occurrences are in no written count
   */
  public String text(InputFiles inputs, long unwritten) {
    StringBuilder text = new StringBuilder();
    text.append(Quantity.of(inputs.read(), "event"))
        .append(" in: ")
        .append(created)
        .append(" created, ")
        .append(updated)
        .append(" updated, ")
        .append(merged)
        .append(" counted or held back without a write; ")
        .append(Quantity.of(due + drained, "more write"))
        .append(" brought counts up to date (")
        .append(due)
        .append(" when due, ")
        .append(drained)
        .append(" at the end)");
    if (unwritten > 0) {
      text.append("; ")
          .append(Quantity.of(unwritten, "occurrence"))
          .append(" missing from the written counts");
    }
    return text.append(inputs.others("; ")).toString();
  }
}
