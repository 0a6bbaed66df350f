package io.eventrecorder.cli;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.cli.delivery.DeliverySummary;
import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.input.EventSource;
import io.eventrecorder.cli.summary.Noisiest;
import io.eventrecorder.cli.summary.ReportHint;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * The summary on standard error, and its options. On a terminal it is for people. Elsewhere it is
 * short.
 */
final class SummaryOptions {
  @InGroup(Group.OUTPUT)
  @Option(
      names = "--verbose",
      description =
          "Prints a longer summary: the noisiest objects and reasons, and the counters of each sink.")
  private boolean verbose;

  private final Noisiest noisiest = new Noisiest();

  /**
   * Counts an event for the summary. Call it for each event that was read.
   *
   * @param streams decide whether the summary has these counts
   */
  void count(Event event, StandardStreams streams) {
    if (verbose || streams.terminal().isError()) {
      noisiest.count(event);
    }
  }

  /**
   * Prints the summary of a session.
   *
   * @param streams standard error
   * @param source what was read
   * @param report the final counters
   * @param files the files of the command line; empty if there are none
   */
  void print(StandardStreams streams, EventSource source, CloseReport report, List<String> files) {
    print(
        streams,
        DeliverySummary.brief(source, report),
        DeliverySummary.full(source, report),
        DeliverySummary.ledgers(report),
        files);
  }

  /**
   * Prints a summary in its short or its long form.
   *
   * @param brief the lines for pipes
   * @param full the lines for people
   * @param counters the lines for {@code --verbose}
   */
  void print(
      StandardStreams streams,
      List<String> brief,
      List<String> full,
      List<String> counters,
      List<String> files) {
    boolean people = streams.terminal().isError();
    List<String> lines = new ArrayList<>();
    if (people || verbose) {
      lines.add("");
      lines.addAll(full);
      List<String> noisy = noisiest.lines(people ? streams.terminal().size().columns() : 200);
      if (!noisy.isEmpty()) {
        lines.add("");
        lines.addAll(noisy);
      }
    } else {
      lines.addAll(brief);
    }
    if (verbose && !counters.isEmpty()) {
      lines.add("");
      lines.addAll(counters);
    }
    String hint = ReportHint.of(files);
    if (people && !hint.isEmpty()) {
      lines.add("");
      lines.add(hint);
    }
    streams.print(String.join(System.lineSeparator(), lines));
  }
}
