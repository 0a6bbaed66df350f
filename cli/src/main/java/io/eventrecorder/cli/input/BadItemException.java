package io.eventrecorder.cli.input;

/**
 * Says why an item of the input is not read. The message is one line that begins with the place.
 */
final class BadItemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_PROBLEM = 400;

  /** Counted from 1. */
  private final long line;

  /** In characters, counted from 1. */
  private final long column;

  /** Empty if the problem is not in a field. */
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

  /** {@return the line in the whole input, counted from 1} */
  long line() {
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
        + printable(problem, MAX_PROBLEM);
  }

  /** {@return the text as one short line, with control characters escaped} */
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
