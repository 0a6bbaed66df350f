package io.eventrecorder.cli.table;

import io.eventrecorder.cli.terminal.DisplayText;
import java.util.Arrays;
import java.util.List;

/** The widths of the columns, which grow with the rows, and the text of rows. Not thread-safe. */
final class TableLayout {
  /** Two columns are free between cells, or one on a narrow terminal. */
  private static final int NARROW = 100;

  private static final int SMALLEST_MESSAGE = 20;

  /** A column, and the width to which it is cut if there is no room for the message. */
  private record Cut(Column column, int width) {}

  /** One after the other, until there is room. */
  private static final List<Cut> CUTS =
      List.of(
          new Cut(Column.REASON, 18),
          new Cut(Column.OBJECT, 26),
          new Cut(Column.REASON, 17),
          new Cut(Column.OBJECT, 24),
          new Cut(Column.NAMESPACE, 7),
          new Cut(Column.OBJECT, 20),
          new Cut(Column.REASON, 12),
          new Cut(Column.OBJECT, 16));

  private final List<Column> columns;
  private final boolean colour;
  private final int[] wanted;
  private final int[] widths;
  private int limit;

  /**
   * Creates a layout that is as wide as the titles.
   *
   * @param columns the columns; the last one has any width
   * @param limit the greatest width of a row; 0 if there is none
   * @param colour whether to print colours
   */
  TableLayout(List<Column> columns, int limit, boolean colour) {
    this.columns = columns;
    this.colour = colour;
    this.wanted = new int[columns.size()];
    this.widths = new int[columns.size()];
    this.limit = limit;
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = columns.get(i).title().length();
    }
    fit();
  }

  /** {@return whether a row made columns change their width} */
  boolean admit(Row row) {
    boolean grown = false;
    for (int i = 0; i < wanted.length; i++) {
      int width = DisplayText.width(row.cells().get(i));
      if (width > wanted[i]) {
        wanted[i] = width;
        grown = true;
      }
    }
    return grown && fit();
  }

  /** Makes columns as wide as those of the same name in another layout, and takes its limit. */
  void widthsOf(TableLayout other) {
    for (int i = 0; i < wanted.length; i++) {
      int at = other.columns.indexOf(columns.get(i));
      wanted[i] = at < 0 ? wanted[i] : other.wanted[at];
    }
    limit(other.limit);
  }

  /** Changes the greatest width of a row. */
  void limit(int newLimit) {
    limit = newLimit;
    boolean unused = fit();
  }

  /** {@return whether a column has another width than before} */
  private boolean fit() {
    int[] before = widths.clone();
    System.arraycopy(wanted, 0, widths, 0, widths.length);
    if (limit > 0) {
      int last = widths.length - 1;
      int message = Math.min(widths[last], Math.max(SMALLEST_MESSAGE, limit * 3 / 10));
      for (Cut cut : CUTS) {
        int at = columns.indexOf(cut.column());
        int tooMuch = left() + message - limit;
        if (at >= 0 && tooMuch > 0 && widths[at] > cut.width()) {
          widths[at] = Math.max(cut.width(), widths[at] - tooMuch);
        }
      }
      widths[last] = Math.max(0, limit - left());
    }
    widths[widths.length - 1] = limit > 0 ? widths[widths.length - 1] : Integer.MAX_VALUE;
    before[before.length - 1] = widths[widths.length - 1]; // the end of a row moves no column
    return !Arrays.equals(before, widths);
  }

  private int gap() {
    return limit > 0 && limit < NARROW ? 1 : 2;
  }

  /** {@return the width of all columns before the last one, with gaps} */
  private int left() {
    int sum = 0;
    for (int i = 0; i < widths.length - 1; i++) {
      sum += widths[i] + gap();
    }
    return sum;
  }

  /** {@return the text of a row, without the line end; no wider than the limit} */
  String text(Row row) {
    if (row.cells().size() == 1 && columns.size() > 1) {
      return coloured(cut(row.cells().get(0)), row.style(), Column.NAME);
    }
    StringBuilder plain = new StringBuilder();
    int room = limit > 0 ? limit : Integer.MAX_VALUE;
    for (int i = 0; i < widths.length; i++) {
      Column column = columns.get(i);
      int width = Math.min(widths[i], room);
      String cell = row.cells().get(i);
      String shown =
          column == Column.OBJECT
              ? DisplayText.cutInside(cell, width)
              : DisplayText.cut(cell, width);
      plain.append(coloured(shown, row.style(), column));
      room -= DisplayText.width(shown);
      if (i < widths.length - 1) {
        int gap = Math.min(room, widths[i] - DisplayText.width(shown) + gap());
        plain.append(" ".repeat(Math.max(0, gap)));
        room -= gap;
      }
    }
    return plain.toString().stripTrailing();
  }

  private String cut(String text) {
    return limit > 0 ? DisplayText.cut(text, limit) : text;
  }

  private String coloured(String text, Row.Style style, Column column) {
    if (!colour || text.isEmpty()) {
      return text;
    }
    String code =
        switch (style) {
          case TITLE -> "1";
          case NOTE -> "2";
          case NORMAL -> "";
          case WARNING -> column == Column.TYPE ? "1;33" : column == Column.REASON ? "33" : "";
          case ERROR -> column == Column.TYPE ? "1;31" : column == Column.REASON ? "31" : "";
        };
    return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
