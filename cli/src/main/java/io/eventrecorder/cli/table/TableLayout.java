package io.eventrecorder.cli.table;

import io.eventrecorder.cli.terminal.DisplayText;
import java.util.Arrays;
import java.util.List;

/** The widths of the columns, which grow with the rows, and the text of rows. Not thread-safe. */
final class TableLayout {
  private final List<Column> columns;
  private final boolean colour;
  private final int[] wanted;
  private int[] widths;
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
    this.limit = limit;
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = columns.get(i).title().length();
    }
    this.widths = ColumnWidths.fit(columns, wanted, limit);
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
    int[] before = widths;
    widths = ColumnWidths.fit(columns, wanted, limit);
    int last = widths.length - 1; // the end of a row moves no column
    return !Arrays.equals(before, 0, last, widths, 0, last);
  }

  /** {@return the text of a row, without the line end; no wider than the limit} */
  String text(Row row) {
    if (row.cells().size() == 1 && columns.size() > 1) {
      return coloured(cut(row.cells().get(0)), row.style(), Column.NAME);
    }
    StringBuilder plain = new StringBuilder();
    int room = limit > 0 ? limit : Integer.MAX_VALUE;
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] == ColumnWidths.HIDDEN) {
        continue;
      }
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
        int free = widths[i] - DisplayText.width(shown) + ColumnWidths.gap(limit);
        int gap = Math.min(room, free);
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
