package io.eventrecorder.cli.correlate;

import io.eventrecorder.cli.delivery.DeliverySummary;
import io.eventrecorder.cli.input.EventSource;
import io.eventrecorder.cli.terminal.Quantity;
import io.eventrecorder.spi.Correlation;
import java.util.ArrayList;
import java.util.List;

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
  public String brief(EventSource inputs, long unwritten) {
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
      text.append("; ").append(DeliverySummary.missing(unwritten));
    }
    return text.append(inputs.others("; ")).toString();
  }

  /**
   * {@return the summary on more lines, for people}
   *
   * @param inputs the files that were read
   * @param unwritten how many occurrences are in no written count
   */
  public List<String> full(EventSource inputs, long unwritten) {
    List<String> lines = new ArrayList<>();
    lines.add(line("Read", Quantity.of(inputs.read(), "event") + inputs.others(", ")));
    lines.add(
        line("Merged", Quantity.of(merged, "event") + ", counted or held back without a write"));
    lines.add(line("Written", created + " created, " + updated + " updated" + caughtUp()));
    if (unwritten > 0) {
      lines.add(line("Missing", DeliverySummary.missing(unwritten)));
    }
    return lines;
  }

  private String caughtUp() {
    long more = due + drained;
    return more == 0
        ? ""
        : ", "
            + Quantity.of(more, "more write")
            + " to bring counts up to date ("
            + due
            + " when due, "
            + drained
            + " at the end)";
  }

  private static String line(String title, String text) {
    return DeliverySummary.line(title, text);
  }
}
