package io.eventrecorder.cli.table;

import java.util.List;

/**
 * Divides the width of a terminal between the columns of a table. A reason is cut only if the
 * message has less than about 30 columns otherwise. On a terminal of 40 columns or more the message
 * has at least {@link #SMALLEST_MESSAGE}, whatever the texts are.
 */
final class ColumnWidths {
  /** The width of a column that has no room and is not shown. */
  static final int HIDDEN = -1;

  static final int SMALLEST_MESSAGE = 10;

  /** A terminal that is narrower has one column between cells, others two. */
  private static final int NARROW = 100;

  /** A column is cut to a width as long as the message has fewer columns than it should have. */
  private record Cut(Column column, int width, int message) {}

  /**
   * No text may be longer, however wide the terminal is. The others are cut only for the message.
   */
  private static final List<Cut> LONGEST =
      List.of(
          cut(Column.WRITE, 20, Integer.MAX_VALUE),
          cut(Column.NAMESPACE, 63, Integer.MAX_VALUE), // the longest name of a namespace
          cut(Column.LAST_SEEN, 20, Integer.MAX_VALUE),
          cut(Column.TYPE, 10, Integer.MAX_VALUE),
          cut(Column.COUNT, 11, Integer.MAX_VALUE));

  /** One after the other. The longest reasons of Kubernetes have about 24 letters. */
  private static final List<Cut> CUTS =
      List.of(
          cut(Column.OBJECT, 40, 60),
          cut(Column.NAMESPACE, 20, 60),
          cut(Column.REASON, 40, 60),
          cut(Column.OBJECT, 26, 40),
          cut(Column.NAMESPACE, 14, 40),
          cut(Column.OBJECT, 22, 30),
          cut(Column.NAMESPACE, 11, 30),
          cut(Column.REASON, 24, 30),
          cut(Column.OBJECT, 20, 30),
          cut(Column.REASON, 20, 28),
          cut(Column.NAMESPACE, 8, 30),
          cut(Column.REASON, 18, 28),
          cut(Column.OBJECT, 17, 26),
          cut(Column.REASON, 16, 24),
          cut(Column.NAMESPACE, 5, 24),
          cut(Column.OBJECT, 15, 22),
          cut(Column.REASON, 14, 22),
          cut(Column.OBJECT, 13, 22),
          cut(Column.REASON, 12, 22),
          cut(Column.LAST_SEEN, 12, 16),
          cut(Column.WRITE, 9, 16),
          cut(Column.OBJECT, 10, 12),
          cut(Column.REASON, 9, SMALLEST_MESSAGE),
          cut(Column.TYPE, 7, SMALLEST_MESSAGE),
          cut(Column.COUNT, 5, SMALLEST_MESSAGE),
          cut(Column.LAST_SEEN, 9, SMALLEST_MESSAGE),
          cut(Column.NAMESPACE, HIDDEN, SMALLEST_MESSAGE),
          cut(Column.COUNT, HIDDEN, SMALLEST_MESSAGE),
          cut(Column.TYPE, HIDDEN, SMALLEST_MESSAGE),
          cut(Column.OBJECT, 7, SMALLEST_MESSAGE),
          cut(Column.REASON, 7, SMALLEST_MESSAGE));

  private ColumnWidths() {}

  private static Cut cut(Column column, int width, int message) {
    return new Cut(column, width, message);
  }

  /**
   * {@return the widths, of which the last one is that of the message}
   *
   * @param columns the columns
   * @param wanted the width of the longest text of each column
   * @param limit the greatest width of a row; 0 if there is none
   */
  static int[] fit(List<Column> columns, int[] wanted, int limit) {
    int[] widths = wanted.clone();
    int last = widths.length - 1;
    if (limit <= 0) {
      widths[last] = Integer.MAX_VALUE;
      return widths;
    }
    for (Cut longest : LONGEST) {
      int at = columns.indexOf(longest.column());
      if (at >= 0) {
        widths[at] = Math.min(widths[at], longest.width());
      }
    }
    for (Cut cut : CUTS) {
      int at = columns.indexOf(cut.column());
      int missing = Math.min(wanted[last], cut.message()) - (limit - left(widths, limit));
      if (at >= 0 && missing > 0 && widths[at] > cut.width()) {
        boolean hidden = cut.width() == HIDDEN;
        widths[at] = hidden ? HIDDEN : Math.max(cut.width(), widths[at] - missing);
      }
    }
    widths[last] = Math.max(0, limit - left(widths, limit));
    return widths;
  }

  /** {@return how many columns are free behind a cell} */
  static int gap(int limit) {
    return limit > 0 && limit < NARROW ? 1 : 2;
  }

  /** {@return the width of all columns before the last one, with gaps} */
  private static int left(int[] widths, int limit) {
    int sum = 0;
    for (int i = 0; i < widths.length - 1; i++) {
      sum += widths[i] == HIDDEN ? 0 : widths[i] + gap(limit);
    }
    return sum;
  }
}
