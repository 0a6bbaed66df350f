package io.eventrecorder.cli.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows that are still on the screen, directly above the cursor, and the escape codes that write
 * them again. It only makes text; it prints nothing. Not thread-safe.
 */
final class ScreenRows {
  /** Between these two, a terminal shows nothing half-written; others ignore them (mode 2026). */
  private static final String BEGIN = "\u001b[?2026h";

  private static final String END = "\u001b[?2026l";
  private static final String ERASE_LINE = "\r\u001b[2K";

  private final List<Row> rows = new ArrayList<>();
  private int height;

  /** Forgets all rows: the cursor may be elsewhere now, so none of them is written again. */
  void seal() {
    rows.clear();
  }

  /**
   * Sets how many rows it may remember. The cursor has a line, too.
   *
   * @param lines the height of the screen; 0 if the cursor cannot be moved
   */
  void height(int lines) {
    height = lines;
    forget();
  }

  private void forget() {
    int tooMany = rows.size() - Math.max(0, height - 1);
    if (tooMany > 0) {
      rows.subList(0, tooMany).clear();
    }
  }

  /** {@return the output that begins a line, in place of an unfinished one such as a progress} */
  String freshLine() {
    return height > 0 ? ERASE_LINE : "";
  }

  /** {@return the output that adds a row} */
  String append(Row row, Function<Row, String> text) {
    rows.add(row);
    forget();
    return text.apply(row) + "\n";
  }

  /**
   * {@return the row of an event; null if it is not on the screen}
   *
   * @param key the identity of the event
   */
  @Nullable Row find(String key) {
    int at = indexOf(key);
    return at < 0 ? null : rows.get(at);
  }

  private int indexOf(String key) {
    for (int i = rows.size() - 1; i >= 0 && !key.isEmpty(); i--) {
      if (rows.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * {@return the output that replaces the row of the same event; empty if that row is not on the
   * screen}
   */
  String replace(Row row, Function<Row, String> text) {
    int at = indexOf(row.key());
    if (at < 0) {
      return "";
    }
    int up = rows.size() - at;
    return rows.set(at, row).equals(row)
        ? BEGIN + END
        : BEGIN + up(up) + ERASE_LINE + text.apply(row) + down(up) + "\r" + END;
  }

  /** {@return the output that writes all rows again} */
  String repaint(Function<Row, String> text) {
    if (rows.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder(BEGIN).append(up(rows.size()));
    rows.forEach(row -> out.append(ERASE_LINE).append(text.apply(row)).append('\n'));
    return out.append(END).toString();
  }

  private static String up(int lines) {
    return "\u001b[" + lines + "A";
  }

  private static String down(int lines) {
    return "\u001b[" + lines + "B";
  }
}
