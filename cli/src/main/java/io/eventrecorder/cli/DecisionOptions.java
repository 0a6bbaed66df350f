package io.eventrecorder.cli;

import io.eventrecorder.cli.correlate.DecisionLine;
import io.eventrecorder.cli.correlate.DryRun;
import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.table.DecisionOutput;
import io.eventrecorder.cli.table.EventOutputs;
import io.eventrecorder.cli.table.TimeStyle;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How {@code correlate} shows decisions. */
final class DecisionOptions {
  @InGroup(Group.OUTPUT)
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      converter = Choice.OfDecisions.class,
      completionCandidates = Choice.OfDecisions.class,
      description =
          "The form of the decisions: ${COMPLETION-CANDIDATES}. Default: table on a terminal,"
              + " otherwise json.")
  private @Nullable DecisionFormat format;

  @Mixin private TableOptions table = new TableOptions();

  /** Where decisions go. */
  interface Decisions {
    /** Shows a decision. */
    void print(DryRun.Step step);

    /** Shows all decisions. */
    void close();
  }

  /**
   * {@return where decisions go}
   *
   * @param streams standard output
   * @param mayBeRecent whether the events may happen now; false for files
   */
  Decisions open(StandardStreams streams, boolean mayBeRecent) {
    DecisionFormat wanted = format;
    if (wanted == null) {
      wanted = streams.terminal().isOutput() ? DecisionFormat.TABLE : DecisionFormat.JSON;
    }
    if (wanted == DecisionFormat.JSON) {
      if (format != null) {
        table.requireNoTime("json");
      }
      return new Lines(streams.out());
    }
    boolean wide = wanted == DecisionFormat.WIDE;
    TimeStyle style = table.time(mayBeRecent ? null : TimeStyle.UTC);
    return new Rows(EventOutputs.decisions(streams, wide, table.colour(), style));
  }

  private record Lines(PrintStream out) implements Decisions {
    @Override
    public void print(DryRun.Step step) {
      out.println(DecisionLine.of(step));
    }

    @Override
    public void close() {
      out.flush();
    }
  }

  private record Rows(DecisionOutput table) implements Decisions {
    @Override
    public void print(DryRun.Step step) {
      try {
        table.write(step.event(), step.words());
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public void close() {
      try {
        table.close();
      } catch (IOException e) {
        throw failed(e);
      }
    }

    private static CommandException failed(IOException e) {
      return CommandException.data(
          "cannot write standard output: " + e.getMessage() + "; send it to another file");
    }
  }
}
