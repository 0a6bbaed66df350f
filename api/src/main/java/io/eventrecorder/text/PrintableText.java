package io.eventrecorder.text;

/**
 * Makes text safe to print on a line of a log or a terminal. A message can come from an attacker: a
 * line feed in it must not forge a log record, an escape sequence must not control the terminal,
 * and a bidirectional control must not change how the line reads.
 *
 * <p>It escapes control characters (C0, DEL, C1), Unicode's line and paragraph separators (U+2028,
 * U+2029) and Unicode's direction controls (U+202A to U+202E, U+2066 to U+2069). The library
 * escapes all text that it prints or logs; sinks must do the same. Thread-safe.
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
   * {@return whether a character can be printed unchanged} Half a surrogate pair counts as
   * printable, because one character does not show whether the other half follows.
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
   * {@return the text on one line} Unprintable characters and halves of surrogate pairs become
   * {@code \n}, {@code \r}, {@code \t} or {@code \}{@code u001b}. Backslashes are not escaped, so
   * the result is for people and cannot be parsed. Printable text is returned unchanged.
   *
   * @param text any text
   */
  public static String line(String text) {
    return escaped(text, Form.LINE);
  }

  /**
   * {@return the text on one line, in quotation marks} As {@link #line}, but quotation marks and
   * backslashes are escaped too, so the result is a JSON string.
   *
   * @param text any text
   */
  public static String quoted(String text) {
    return '"' + escaped(text, Form.QUOTED) + '"';
  }

  /**
   * {@return the same JSON with unprintable characters escaped} White space between tokens is kept.
   *
   * @param json valid JSON
   */
  public static String json(String json) {
    return escaped(json, Form.JSON);
  }

  /**
   * {@return a failure that is safe to log} It is the failure itself if its message and the
   * messages of its causes and suppressed failures are printable. Otherwise it is a copy with the
   * same stack traces, whose message is the class and the escaped message of the original.
   *
   * @param failure any failure; its methods may throw
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
      return c >= ' ' && !isPrintable(c); // JSON has lower characters only between tokens
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
