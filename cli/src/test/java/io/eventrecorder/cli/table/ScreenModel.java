package io.eventrecorder.cli.table;

import io.eventrecorder.cli.terminal.DisplayText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal as far as the table needs it: lines of text that wrap and scroll, and a cursor that
 * moves up and down, but not into lines that have left the screen. It fails on any other escape
 * code.
 */
final class ScreenModel {
  private static final Pattern CODE =
      Pattern.compile("\u001b\\[(\\?2026[hl]|(\\d*)(A|B|K|m)|[\\d;]+m)");

  private final int columns;
  private final int rows;
  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int at;
  private boolean start = true;

  ScreenModel(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  void print(String output) {
    Matcher code = CODE.matcher(output);
    for (int i = 0; i < output.length(); ) {
      int c = output.codePointAt(i);
      if (c == '\u001b') {
        if (!code.find(i) || code.start() != i) {
          throw new AssertionError("unknown escape code in " + output.substring(i));
        }
        i = code.end();
        apply(code);
      } else {
        i += Character.charCount(c);
        put(c);
      }
    }
  }

  private void apply(Matcher code) {
    String move = code.group(3);
    if ("A".equals(move)) {
      at = Math.max(Math.max(0, lines.size() - rows), at - Integer.parseInt(code.group(2)));
    } else if ("B".equals(move)) {
      at = Math.min(lines.size() - 1, at + Integer.parseInt(code.group(2)));
    } else if ("K".equals(move)) {
      lines.get(at).setLength(0);
    }
  }

  private void put(int c) {
    switch (c) {
      case '\n' -> newLine();
      case '\r' -> start = true;
      default -> {
        StringBuilder line = lines.get(at);
        if (start && line.length() > 0) {
          throw new AssertionError("writes over the line " + line);
        }
        start = false;
        String text = Character.toString(c);
        if (DisplayText.width(line + text) > columns) {
          newLine();
          start = false;
        }
        lines.get(at).append(text);
      }
    }
  }

  private void newLine() {
    at++;
    start = true;
    if (at == lines.size()) {
      lines.add(new StringBuilder());
    }
  }

  /** {@return all lines, also those that have left the screen} */
  List<String> lines() {
    return lines.stream().map(StringBuilder::toString).filter(line -> !line.isEmpty()).toList();
  }
}
