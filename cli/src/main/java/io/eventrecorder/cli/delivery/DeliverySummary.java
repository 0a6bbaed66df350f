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

/** What happened to the events of a session: in words, and as counters that balance. */
public final class DeliverySummary {
  /** The width of the column of titles in {@link #full}. */
  public static final int INDENT = 10;

  private DeliverySummary() {}

  /**
   * {@return one line for what was read, and one for each pipeline}
   *
   * @param inputs what was read
   * @param report the final counters of the pipelines
   */
  public static List<String> brief(EventSource inputs, CloseReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(Quantity.of(inputs.read(), "event") + " read" + inputs.others(", "));
    for (PipelineStats stats : report.pipelines()) {
      lines.add(
          stats.name()
              + ": "
              + Quantity.of(stats.events().offered(), "event")
              + " in, "
              + Quantity.of(stats.writes().delivered(), "write")
              + " out"
              + merged(stats, "; ", " merged (", ")")
              + some("; ", stats.writes().originated(), " of the writes" + CATCH_UP)
              + some("; ", stats.events().filtered(), FILTERED)
              + (stats.unwritten() > 0 ? "; " + missing(stats.unwritten()) : "")
              + some("; ", lost(stats), " lost"));
    }
    return lines;
  }

  private static final String CATCH_UP = " made when due or at the end, to bring counts up to date";
  private static final String FILTERED = " removed by the filter";

  /**
   * {@return the same on more lines, for people}
   *
   * @param inputs what was read
   * @param report the final counters of the pipelines
   */
  public static List<String> full(EventSource inputs, CloseReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(line("Read", Quantity.of(inputs.read(), "event") + inputs.others(", ")));
    for (PipelineStats stats : report.pipelines()) {
      EventLedger events = stats.events();
      WriteLedger writes = stats.writes();
      if (report.pipelines().size() > 1) {
        lines.add("To the sink " + stats.name());
      }
      add(lines, "Filtered", some("", events.filtered(), FILTERED));
      add(lines, "Merged", merged(stats, "", " events: ", ""));
      lines.add(
          line(
              "Written",
              Quantity.of(writes.delivered(), "write")
                  + some(", ", writes.originated(), " of them" + CATCH_UP)));
      add(lines, "Missing", stats.unwritten() > 0 ? missing(stats.unwritten()) : "");
      long lost = lost(stats);
      lines.add(line("Lost", lost == 0 ? "nothing" : lost + ", see below"));
    }
    return lines;
  }

  private static void add(List<String> lines, String title, String text) {
    if (!text.isEmpty()) {
      lines.add(line(title, text));
    }
  }

  /**
   * {@return a line with its title in a column of its own}
   *
   * @param title a short word
   * @param text the rest of the line
   */
  public static String line(String title, String text) {
    return title + " ".repeat(Math.max(1, INDENT - title.length())) + text;
  }

  private static String merged(PipelineStats stats, String before, String open, String close) {
    long counted = stats.events().suppressed();
    long replaced = stats.writes().coalesced();
    if (counted + replaced == 0) {
      return "";
    }
    return before
        + (counted + replaced)
        + open
        + counted
        + " counted but not written, "
        + replaced
        + " replaced by a newer state before they were sent"
        + close;
  }

  /**
   * {@return why occurrences are in no written count}
   *
   * @param occurrences how many
   */
  public static String missing(long occurrences) {
    return Quantity.of(occurrences, "occurrence")
        + (occurrences == 1 ? " is" : " are")
        + " in no written count, because the correlator held the events back";
  }

  private static String some(String before, long number, String words) {
    return number > 0 ? before + number + words : "";
  }

  /** {@return how many events and writes were lost} */
  static long lost(PipelineStats stats) {
    return stats.events().dropped()
        + stats.events().correlatorFailed()
        + stats.events().queued()
        + stats.writes().rejected()
        + stats.writes().failed()
        + stats.writes().abandoned();
  }

  /**
   * {@return a line that says what a pipeline lost, and why}
   *
   * @param stats the counters of a pipeline that is closed
   * @param down whether its sink was down when closing began
   */
  static String losses(PipelineStats stats, boolean down) {
    StringJoiner text = new StringJoiner(", ", stats.name() + ": ", "");
    addSome(text, stats.events().dropped(), "dropped because the queue was full");
    addSome(text, stats.events().correlatorFailed(), "lost because the correlator failed");
    addSome(text, stats.writes().rejected(), "rejected by the sink");
    addSome(text, stats.writes().failed(), "given up after too many attempts");
    addSome(
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

  private static void addSome(StringJoiner text, long number, String words) {
    if (number > 0) {
      text.add(number + " " + words);
    }
  }

  /**
   * {@return the two balances of each pipeline, whose sums are exact}
   *
   * @param report the final counters of the pipelines
   */
  public static List<String> ledgers(CloseReport report) {
    List<String> lines = new ArrayList<>();
    for (PipelineStats stats : report.pipelines()) {
      lines.add(stats.name() + ":");
      lines.add("  events: " + events(stats.events()));
      lines.add("  writes: " + writes(stats.writes()));
    }
    return lines;
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
