package io.eventrecorder.cli.table;

import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.cli.terminal.Terminal;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Creates outputs. */
public final class EventOutputs {
  /** A user waits for the first row. */
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);

  private static final Duration IN_PIPE = Duration.ofSeconds(1);

  /** A file ends soon, and then the columns suit all of it. */
  private static final Duration OF_FILES = Duration.ofSeconds(2);

  private EventOutputs() {}

  /**
   * {@return an output for events on standard output}
   *
   * @param format a form that the sink log does not write
   * @param streams standard output and its terminal
   * @param colour when to use colours
   * @param time how a table shows times; null if its first events decide
   * @param namespaces which namespaces the events may have
   * @param eachInItsRow whether a newer state never replaces a row
   * @param files whether all events come from files
   */
  public static EventOutput of(
      OutputFormat format,
      StandardStreams streams,
      Terminal.Colour colour,
      @Nullable TimeStyle time,
      Namespaces namespaces,
      boolean eachInItsRow,
      boolean files) {
    boolean wide = format == OutputFormat.WIDE;
    if (format != OutputFormat.TABLE && !wide) {
      return new JsonOutput(streams.out(), format == OutputFormat.JSON);
    }
    Duration patience = files ? OF_FILES : patience(streams);
    return table(streams, wide, colour, time, namespaces, eachInItsRow, patience, false);
  }

  private static Duration patience(StandardStreams streams) {
    return streams.terminal().isOutput() ? ON_TERMINAL : IN_PIPE;
  }

  /**
   * {@return a table of decisions on standard output}
   *
   * @param streams standard output and its terminal
   * @param wide whether it has all columns, and cuts no text
   * @param colour when to use colours
   * @param time how it shows times; null if its first events decide
   */
  public static DecisionOutput decisions(
      StandardStreams streams, boolean wide, Terminal.Colour colour, @Nullable TimeStyle time) {
    // With old events in a pipe the table is the same each time, however slow the machine is.
    boolean endless = time == null || time == TimeStyle.AGE;
    Duration patience = endless ? patience(streams) : OF_FILES;
    if (!endless && !streams.terminal().isOutput()) {
      patience = Duration.ZERO;
    }
    return table(streams, wide, colour, time, Namespaces.UNKNOWN, true, patience, true);
  }

  private static TableOutput table(
      StandardStreams streams,
      boolean wide,
      Terminal.Colour colour,
      @Nullable TimeStyle time,
      Namespaces namespaces,
      boolean eachInItsRow,
      Duration patience,
      boolean decisions) {
    Terminal terminal = streams.terminal();
    boolean fits = terminal.isOutput() && !wide;
    return new TableOutput(
        streams,
        new TableSettings(
            decisions,
            wide,
            terminal.hasColour(colour),
            fits,
            fits && !eachInItsRow,
            patience,
            time,
            terminal.isOutput() ? TimeStyle.LOCAL : TimeStyle.AGE, // an age on a screen goes stale
            namespaces,
            EventClock.system(),
            ZoneId.systemDefault()));
  }
}
