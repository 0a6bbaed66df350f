package io.eventrecorder.cli.report;

import io.eventrecorder.Event;
import io.eventrecorder.cli.input.InputCounts;
import io.eventrecorder.cli.report.ReportData.Heading;
import io.eventrecorder.cli.terminal.Quantity;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a report: give it all events, and then write it. It keeps a limited number of events in
 * memory. For one thread.
 */
public final class Report {
  private final EventCollector events;
  private final Heading heading;

  /**
   * Starts a report without events.
   *
   * @param selection which events it shows
   * @param defaultNamespace the namespace of events about objects that have none
   * @param limit how many events it keeps; if there are more, it keeps the newest
   * @param title the title
   * @param generated when it is made
   * @param tool name and version of the command
   * @param command the command line
   * @param inputs the names of the files
   */
  public Report(
      Selection selection,
      String defaultNamespace,
      int limit,
      String title,
      Instant generated,
      String tool,
      String command,
      List<String> inputs) {
    this.events = new EventCollector(selection, defaultNamespace, limit, generated);
    this.heading = new Heading(title, generated, tool, command, List.copyOf(inputs));
  }

  /**
   * Takes the next event of the input.
   *
   * @param event one state of an event
   */
  public void accept(Event event) {
    events.accept(event);
  }

  /** A report that is ready to be written. */
  public static final class Finished {
    private final ReportData data;
    private final List<String> losses;

    private Finished(ReportData data, List<String> losses) {
      this.data = data;
      this.losses = losses;
    }

    ReportData data() {
      return data;
    }

    /**
     * Writes the page.
     *
     * @param out where to
     */
    public void writeTo(Writer out) {
      ReportPage.write(data, out);
    }

    /** {@return what it shows, in a few words} */
    public String summary() {
      ReportNumbers numbers = data.numbers();
      return Quantity.of(numbers.read(), "event")
          + " read, "
          + Quantity.of(numbers.distinct(), "distinct event")
          + " of "
          + Quantity.of(numbers.objects(), "object")
          + ", "
          + ReportPage.range(data.range());
    }

    /** {@return sentences about what the report leaves out} */
    public List<String> losses() {
      return losses;
    }
  }

  /**
   * {@return the report; empty if it has no events}
   *
   * @param read what was read
   * @param current the current settings
   */
  public Optional<Finished> finish(InputCounts read, Scenario current) {
    List<ReadState> states = events.states();
    if (states.isEmpty()) {
      return Optional.empty();
    }
    TimeRange range = range(states);
    TimeRange timeline = range.atLeastAMinute();
    EventStates input = EventStates.of(states);
    MessageIndex messages = new MessageIndex(states);
    List<ScenarioResult> results =
        WhatIf.with(current).stream()
            .map(scenario -> ScenarioRun.of(scenario, states, messages, timeline))
            .toList();
    Counts counts =
        new Counts(read.read(), read.bad(), read.passedOver(), events.filtered(), events.leftOut());
    List<String> losses = ReportNotes.losses(counts, states.size(), events.cut());
    List<String> notes = new ArrayList<>(losses);
    notes.addAll(ReportNotes.of(counts, input, range, events.timed()));
    ReportData data =
        new ReportData(heading, counts, range, ObjectTree.of(states), input, results, notes);
    return Optional.of(new Finished(data, losses));
  }

  /** The times that were asked for; where there is no bound, those of the states. */
  private TimeRange range(List<ReadState> states) {
    TimeRange found = TimeRange.of(EventCollector.times(states));
    return found
        .extendedTo(states.stream().map(ReadState::first).toList())
        .withEnds(events.selection());
  }
}
