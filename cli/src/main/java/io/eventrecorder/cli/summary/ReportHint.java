package io.eventrecorder.cli.summary;

import io.eventrecorder.cli.terminal.DisplayText;
import io.eventrecorder.text.PrintableText;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The lines that say how to see the same input as a picture. */
public final class ReportHint {
  private static final String TITLE = "See it as a picture:";
  private static final int LONGEST = 150;

  private ReportHint() {}

  /**
   * {@return the lines; none if standard input was read, because it is gone} The command is on a
   * line of its own if the terminal is too narrow for the title before it.
   *
   * @param files the files of the command line; {@code -} is standard input
   * @param quoted makes a word as a shell reads it
   * @param columns the width of the terminal
   */
  public static List<String> lines(List<String> files, UnaryOperator<String> quoted, int columns) {
    if (files.isEmpty() || files.contains("-")) {
      return List.of();
    }
    String named = files.stream().map(quoted).collect(Collectors.joining(" "));
    String command = command(named);
    // A name that cannot be printed would make another command, and a terminal breaks a long line.
    boolean usable =
        PrintableText.line(named).equals(named)
            && named.length() <= LONGEST
            && DisplayText.width(command) + 2 < columns;
    command = usable ? command : command("FILE...");
    return DisplayText.width(command) + TITLE.length() + 1 < columns
        ? List.of(TITLE + " " + command)
        : List.of(TITLE, "  " + command);
  }

  private static String command(String files) {
    return "event-record report " + files + " -o report.html";
  }
}
