package io.eventrecorder.cli.table;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a table prints a line with the day, so that its rows have only the time of day. Not
 * thread-safe.
 */
final class Days {
  /** Where days alternate, a line for each change would be more than the rows. */
  private static final int FEWEST_ROWS = 3;

  private @Nullable LocalDate day;
  private int rows;

  /** {@return the day of the newest line; null before the first one} */
  @Nullable LocalDate day() {
    return day;
  }

  /**
   * {@return whether a line with the day precedes the next row} If it does not, and the row is of
   * another day, the row shows its date.
   *
   * @param next the day of the row; null if it has none
   */
  boolean changes(@Nullable LocalDate next) {
    boolean changes =
        next != null
            && !next.equals(day)
            && (day == null || next.isAfter(day) || rows >= FEWEST_ROWS);
    if (changes) {
      day = next;
      rows = 0;
    }
    rows++;
    return changes;
  }
}
