package io.eventrecorder.cli.delivery;

import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.broadcaster.PipelineStats.EventLedger;
import io.eventrecorder.broadcaster.PipelineStats.WriteLedger;
import io.eventrecorder.cli.input.EventSource;
import io.eventrecorder.cli.terminal.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The summary of {@code pipe}: words, then counters that balance. */
public final class DeliverySummary {
  private DeliverySummary() {}

  /**
   * {@return the summary, one pipeline after the other}
   *
   * @param inputs what was read
   * @param report the final counters of the pipelines
   */
  public static String of(EventSource inputs, CloseReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(Quantity.of(inputs.read(), "event") + " read" + inputs.others(", "));
    for (PipelineStats stats : report.pipelines()) {
      lines.add(stats.name() + ": " + words(stats));
      lines.add("  events: " + events(stats.events()));
      lines.add("  writes: " + writes(stats.writes()));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String words(PipelineStats stats) {
    EventLedger events = stats.events();
    WriteLedger writes = stats.writes();
    StringJoiner text = new StringJoiner("; ");
    text.add(
        Quantity.of(events.offered(), "event")
            + " in, "
            + Quantity.of(writes.delivered(), "write")
            + " out");
    long merged = events.suppressed() + writes.coalesced();
    if (merged > 0) {
      text.add(
          merged
              + " merged ("
              + events.suppressed()
              + " counted but not written, as the correlator decided; "
              + writes.coalesced()
              + " replaced by a newer state before they were sent)");
    }
    some(
        text,
        writes.originated(),
        "of the writes made when due or at the end, to bring counts up to date");
    some(text, events.filtered(), "removed by the filter");
    if (stats.unwritten() > 0) {
      text.add(
          Quantity.of(stats.unwritten(), "occurrence")
              + " missing from the written counts, because the events were held back");
    }
    return text.toString();
  }

  private static void some(StringJoiner text, long number, String words) {
    if (number > 0) {
      text.add(number + " " + words);
    }
  }

  /**
   * {@return a line that says what a pipeline lost, and why}
   *
   * @param stats the counters of a pipeline that is closed
   * @param down whether its sink was down when closing began
   */
  static String losses(PipelineStats stats, boolean down) {
    StringJoiner text = new StringJoiner(", ", stats.name() + ": ", "");
    some(text, stats.events().dropped(), "dropped because the queue was full");
    some(text, stats.events().correlatorFailed(), "lost because the correlator failed");
    some(text, stats.writes().rejected(), "rejected by the sink");
    some(text, stats.writes().failed(), "given up after too many attempts");
    some(
        text,
        stats.writes().abandoned() + stats.events().queued(),
        down
            ? "not written, because the sink is down"
            : "not written before the timeout (see --timeout)");
    String last = stats.health().lastError();
    return text
        + (last.isEmpty() ? "" : "; the last error: " + last)
        + "; run 'event-record check' to test the sink";
  }

  private static String events(EventLedger events) {
    return events.offered()
        + " offered = "
        + sum(
            "emitted", events.emitted(),
            "suppressed", events.suppressed(),
            "filtered", events.filtered(),
            "dropped", events.dropped(),
            "failed in the correlator", events.correlatorFailed(),
            "queued", events.queued());
  }

  private static String writes(WriteLedger writes) {
    return sum("emitted", writes.emitted(), "originated", writes.originated())
        + " = "
        + sum(
            "delivered", writes.delivered(),
            "coalesced", writes.coalesced(),
            "rejected", writes.rejected(),
            "failed", writes.failed(),
            "abandoned", writes.abandoned(),
            "waiting", writes.waiting() + writes.inFlight());
  }

  private static String sum(Object... namesAndNumbers) {
    StringJoiner text = new StringJoiner(" + ");
    for (int i = 0; i < namesAndNumbers.length; i += 2) {
      text.add(namesAndNumbers[i + 1] + " " + namesAndNumbers[i]);
    }
    return text.toString();
  }
}
