package io.eventrecorder.text;

/**
 * Makes text of any origin fit for a line of a log or a terminal. A message may have been written
 * by anyone: a line feed in it must not forge a record of a log, an escape sequence must not
 * command a terminal, and a bidi control must not make a line read as something else.
 *
 * <p>Escaped are the controls (C0, DEL, C1), Unicode's line and paragraph separators (U+2028,
 * U+2029) and its controls of direction (U+202A to U+202E, U+2066 to U+2069). Everything that the
 * library prints or logs goes through here; sinks do the same with what they log. Thread-safe.
 */
public final class PrintableText {
  private static final String HEX = "0123456789abcdef";
  private static final int ROOM_FOR_ESCAPES = 16;

  private enum Form {
    LINE,
    QUOTED,
    JSON
  }

  private PrintableText() {}

  /**
   * {@return whether a character may be printed as it is} Half a surrogate pair counts as
   * printable: one character alone does not tell.
   *
   * @param c the character
   */
  public static boolean isPrintable(char c) {
    if (c < '\u2028') {
      return c < '\u007f' ? c >= ' ' : c >= '\u00a0';
    }
    return c > '\u2069' || (c > '\u202e' && c < '\u2066');
  }

  /**
   * {@return the text on one line} What may not be printed becomes {@code \n}, {@code \r}, {@code
   * \t} or {@code \}{@code u001b}, and half a surrogate pair likewise. A backslash stays as it is,
   * so the text is for people: it cannot be read back. What is printable already is returned as it
   * is, and a second call changes nothing.
   *
   * @param text any text
   */
  public static String line(String text) {
    return escaped(text, Form.LINE);
  }

  /**
   * {@return the text on one line, between quotation marks} As {@link #line}, with quotation marks
   * and backslashes escaped, too; it is also a text of JSON.
   *
   * @param text any text
   */
  public static String quoted(String text) {
    return '"' + escaped(text, Form.QUOTED) + '"';
  }

  /**
   * {@return the same JSON, where no text has characters that may not be printed} White space
   * between tokens stays.
   *
   * @param json valid JSON
   */
  public static String json(String json) {
    return escaped(json, Form.JSON);
  }

  /**
   * {@return the failure as it may be logged} If all messages of it, its causes and what it
   * suppressed are printable, it is the failure itself; else a copy that has the same stack traces,
   * and as its message the class and the escaped message of the original.
   *
   * @param failure any failure, also one whose methods throw
   */
  public static Throwable cause(Throwable failure) {
    return PrintableCause.of(failure);
  }

  private static String escaped(String text, Form form) {
    for (int i = 0; i < text.length(); i++) {
      if (mustEscape(text, i, form)) {
        return escaped(text, i, form);
      }
    }
    return text;
  }

  private static String escaped(String text, int from, Form form) {
    StringBuilder out = new StringBuilder(text.length() + ROOM_FOR_ESCAPES).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (mustEscape(text, i, form)) {
        escape(c, out);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean mustEscape(String text, int at, Form form) {
    char c = text.charAt(at);
    if (form == Form.JSON) {
      return c >= ' ' && !isPrintable(c); // below are only the spaces between tokens
    }
    boolean quotes = form == Form.QUOTED && (c == '"' || c == '\\');
    return quotes || !isPrintable(c) || (Character.isSurrogate(c) && isAlone(text, at));
  }

  private static boolean isAlone(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
        : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
  }

  private static void escape(char c, StringBuilder out) {
    out.append('\\');
    switch (c) {
      case '"', '\\' -> out.append(c);
      case '\n' -> out.append('n');
      case '\r' -> out.append('r');
      case '\t' -> out.append('t');
      default -> {
        out.append('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt(c >> shift & 0xF));
        }
      }
    }
  }
}
