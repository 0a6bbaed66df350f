package io.eventrecorder.cli.input;

/**
 * Why an item of the input is not read. The message is one short line that begins with the place.
 */
public final class BadItemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 400;

  /** From 1. */
  private final long line;

  /** In characters, from 1. */
  private final long column;

  /** Empty if the problem is in none. */
  private final String field;

  /** Without the place. */
  private final String problem;

  BadItemException(long line, long column, String field, String problem) {
    super(message(line, column, field, problem), null, false, false);
    this.line = line;
    this.column = column;
    this.field = field;
    this.problem = problem;
  }

  /** {@return the line in the whole input, from 1} */
  public long line() {
    return line;
  }

  /** {@return the same problem at another place} */
  BadItemException at(long otherLine, long otherColumn, String where) {
    return new BadItemException(otherLine, otherColumn, field, where + problem);
  }

  long column() {
    return column;
  }

  private static String message(long line, long column, String field, String problem) {
    return "line "
        + line
        + ", column "
        + column
        + (field.isEmpty() ? "" : ", field " + printable(field, 120))
        + ": "
        + printable(problem, LONGEST);
  }

  /** {@return the text as one short line} What the input holds must not break a terminal. */
  static String printable(String text, int longest) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), longest) + 8);
    for (int i = 0; i < Math.min(text.length(), longest); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        line.append(c).append(text.charAt(++i));
      } else if (isPrintable(c)) {
        line.append(c);
      } else {
        line.append(String.format("\\u%04x", (int) c));
      }
    }
    return text.length() <= longest ? line.toString() : line.append('…').toString();
  }

  private static boolean isPrintable(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
