package io.eventrecorder.json;

import io.eventrecorder.spi.UnwritableEventException;

/**
 * Says why a text is not an event, or why an event cannot be written. The message is one short line
 * with the line, the column, the field, the problem and the remedy.
 */
public final class EventJsonException extends UnwritableEventException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_PROBLEM = 400;

  /** From 1; 0 when writing. */
  private final long line;

  /** From 1; 0 when writing. */
  private final long column;

  /** Empty if the problem is not in a field. */
  private final String field;

  /** One short line without line, column and field. */
  private final String problem;

  EventJsonException(long line, long column, String field, String problem) {
    super(message(line, column, field, problem));
    this.line = line;
    this.column = column;
    this.field = field;
    this.problem = Text.printable(problem, LONGEST_PROBLEM);
  }

  /** {@return the line in the whole input, from 1; 0 if an event is written} */
  public long line() {
    return line;
  }

  /** {@return the column in characters, from 1; 0 if an event is written} */
  public long column() {
    return column;
  }

  /**
   * {@return the field as the input names it, for example {@code involvedObject.name}; empty if the
   * problem is not in a field}
   */
  public String field() {
    return field;
  }

  /** {@return the problem and the remedy on one short line, without line, column and field} */
  public String problem() {
    return problem;
  }

  private static String message(long line, long column, String field, String problem) {
    StringBuilder text = new StringBuilder(120);
    if (line > 0) {
      text.append("line ").append(line).append(", column ").append(column);
    }
    if (!field.isEmpty()) {
      text.append(text.isEmpty() ? "field " : ", field ").append(Text.printable(field, 120));
    }
    text.append(text.isEmpty() ? "" : ": ").append(Text.printable(problem, LONGEST_PROBLEM));
    return text.toString();
  }
}
