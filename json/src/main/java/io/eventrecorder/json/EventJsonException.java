package io.eventrecorder.json;

import io.eventrecorder.spi.UnwritableEventException;

/**
 * Why a text is not an event, or an event cannot be written. The message is one short line that
 * names line, column and field, and says what to do.
 */
public final class EventJsonException extends UnwritableEventException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_PROBLEM = 400;

  /** From 1; 0 when writing. */
  private final long line;

  /** From 1; 0 when writing. */
  private final long column;

  /** Empty if the problem is in none. */
  private final String field;

  /** One short line without a place. */
  private final String problem;

  EventJsonException(long line, long column, String field, String problem) {
    super(message(line, column, field, problem));
    this.line = line;
    this.column = column;
    this.field = field;
    this.problem = Text.printable(problem, LONGEST_PROBLEM);
  }

  /** {@return the line of the problem in the whole input, from 1; 0 if it is not in any input} */
  public long line() {
    return line;
  }

  /** {@return the column in characters, from 1; 0 if it is not in any input} */
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

  /** {@return what is wrong and what to do, without the place; one short line} */
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
