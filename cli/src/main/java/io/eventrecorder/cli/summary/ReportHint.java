package io.eventrecorder.cli.summary;

import io.eventrecorder.text.PrintableText;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The line that says how to see the same input as a picture. */
public final class ReportHint {
  private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum}_./:@%+=,~-]+");
  private static final int LONGEST = 150;

  private ReportHint() {}

  /**
   * {@return the line; empty if standard input was read, because it is gone}
   *
   * @param files the files of the command line; {@code -} is standard input
   */
  public static String of(List<String> files) {
    if (files.isEmpty() || files.contains("-")) {
      return "";
    }
    String named = files.stream().map(ReportHint::quoted).collect(Collectors.joining(" "));
    return "See it as a picture: event-record report "
        + (named.length() > LONGEST ? "FILE..." : named)
        + " -o report.html";
  }

  /** {@return the name as a POSIX shell reads it} */
  private static String quoted(String file) {
    String name = PrintableText.line(file);
    return PLAIN.matcher(name).matches() && !name.startsWith("~")
        ? name
        : "'" + name.replace("'", "'\\''") + "'";
  }
}
