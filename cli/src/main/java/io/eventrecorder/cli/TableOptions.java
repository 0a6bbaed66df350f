package io.eventrecorder.cli;

import io.eventrecorder.cli.help.Group;
import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.table.TimeStyle;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.Terminal.Colour;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a table looks, whatever it shows. */
final class TableOptions {
  @InGroup(Group.OUTPUT)
  @Option(
      names = "--color",
      paramLabel = "WHEN",
      converter = Choice.OfColour.class,
      completionCandidates = Choice.OfColour.class,
      description =
          "When a table has colours: ${COMPLETION-CANDIDATES}. Other forms never have them."
              + " Default: auto.")
  private @Nullable Colour colour;

  @InGroup(Group.OUTPUT)
  @Option(
      names = "--time",
      paramLabel = "STYLE",
      converter = Choice.OfTime.class,
      completionCandidates = Choice.OfTime.class,
      description =
          "How a table shows times: ${COMPLETION-CANDIDATES}. Default: utc for files and for events"
              + " older than an hour; for newer ones local on a terminal, otherwise age.")
  private @Nullable TimeStyle time;

  Colour colour() {
    return colour == null ? Colour.AUTO : colour;
  }

  /**
   * {@return how the table shows times; null if its first events decide}
   *
   * @param usual what the command does if the user has no wish
   */
  @Nullable TimeStyle time(@Nullable TimeStyle usual) {
    return time == null ? usual : time;
  }

  /**
   * Refuses {@code --time} if the user has chosen a form that is no table. A wish for colours is
   * never refused, because people set it in aliases.
   *
   * @param form the form that the user has chosen
   * @throws CommandException if {@code --time} is given
   */
  void requireNoTime(String form) {
    if (time != null) {
      throw CommandException.usage(
          "--time is for tables, and --output "
              + form
              + " is none; remove --time, or use --output table or wide");
    }
  }
}
