package io.eventrecorder.cli.summary;

import io.eventrecorder.cli.terminal.DisplayText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Breaks long lines between words, before a terminal breaks them inside a word. */
public final class Wrapping {
  private Wrapping() {}

  /**
   * {@return lines that are narrower than the terminal, as far as their words are}
   *
   * @param lines lines of printable text
   * @param indent how many spaces a line begins with that continues another one
   * @param columns the width of the terminal
   */
  public static List<String> of(List<String> lines, int indent, int columns) {
    List<String> wrapped = new ArrayList<>();
    lines.forEach(line -> wrap(line, indent, columns, wrapped));
    return wrapped;
  }

  private static void wrap(String line, int indent, int columns, List<String> wrapped) {
    String rest = line;
    String next = next(rest, indent, columns);
    while (next != null) {
      wrapped.add(rest.substring(0, rest.length() - next.length()).stripTrailing());
      rest = " ".repeat(indent) + next.strip();
      next = next(rest, indent, columns);
    }
    wrapped.add(rest);
  }

  /** {@return what must go to the next line; null if all of the line fits, or is one word} */
  private static @Nullable String next(String line, int indent, int columns) {
    if (DisplayText.width(line) < columns) {
      return null;
    }
    int begin = Math.min(indent, line.length()); // the title of a line stays with its first word
    while (begin < line.length() && line.charAt(begin) == ' ') {
      begin++;
    }
    int at = line.indexOf(' ', begin);
    if (at < 0) {
      return null;
    }
    for (int space = at; space >= 0; space = line.indexOf(' ', space + 1)) {
      if (DisplayText.width(line.substring(0, space)) >= columns) {
        break;
      }
      at = space;
    }
    String next = line.substring(at);
    return next.isBlank() ? null : next;
  }
}
