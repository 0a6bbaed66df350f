package io.eventrecorder.cli;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.cli.delivery.DeliverySummary;
import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.input.EventSource;
import io.eventrecorder.cli.summary.Noisiest;
import io.eventrecorder.cli.summary.ReportHint;
import io.eventrecorder.cli.summary.Wrapping;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
          "Prints a longer summary: the noisiest objects and reasons, and the counters of each"
              + " sink.")
  private boolean verbose;

  /** Long enough for each list of names; a file needs no line break. */
  private static final int WITHOUT_TERMINAL = 200;

  private static final int COUNTERS_INDENT = 4;

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
    int columns = people ? streams.terminal().errorSize().columns() : WITHOUT_TERMINAL;
    List<String> noisy = noisiest.lines(columns);
    List<List<String>> parts = new ArrayList<>();
    if (people || verbose) {
      parts.add(people ? Wrapping.of(full, DeliverySummary.INDENT, columns) : full);
      parts.add(noisy);
    } else {
      parts.add(brief);
    }
    if (verbose) {
      parts.add(people ? Wrapping.of(counters, COUNTERS_INDENT, columns) : counters);
    }
    if (people && !noisy.isEmpty()) { // a report of no event shows nothing
      parts.add(ReportHint.lines(files, ShellWord::of, columns));
    }
    String before = people || verbose ? System.lineSeparator() : "";
    streams.print(
        before
            + parts.stream()
                .filter(part -> !part.isEmpty())
                .map(part -> String.join(System.lineSeparator(), part))
                .collect(Collectors.joining(System.lineSeparator().repeat(2))));
  }
}
