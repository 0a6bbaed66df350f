package io.eventrecorder.cli.report;

import io.eventrecorder.cli.report.ScenarioResult.Decision;
import java.time.Instant;
import java.util.List;

/**
 * Everything that the report shows.
 *
 * @param heading what is known without the events
 * @param counts how many items were read, and what happened to them
 * @param range the times that it shows; may be one instant
 * @param tree the objects
 * @param input the states and events
 * @param results the run with the current settings, and then the others
 * @param notes sentences about what is special in this input
 */
record ReportData(
    Heading heading,
    Counts counts,
    TimeRange range,
    ObjectTree tree,
    EventStates input,
    List<ScenarioResult> results,
    List<String> notes) {

  /**
   * What is known without the events.
   *
   * @param title the title
   * @param generated when the report is made
   * @param tool name and version of the command
   * @param command the command line
   * @param inputs the names of the files
   */
  record Heading(
      String title, Instant generated, String tool, String command, List<String> inputs) {}

  /** {@return the numbers that describe it} */
  ReportNumbers numbers() {
    return ReportNumbers.of(counts.events(), input);
  }

  /** {@return the range that the timeline draws} It is long enough to be divided into minutes. */
  TimeRange timeline() {
    return range.atLeastAMinute();
  }

  /** {@return the decision for a state under the current settings} */
  Decision decision(int state) {
    return results.get(0).decisions().get(state);
  }
}
