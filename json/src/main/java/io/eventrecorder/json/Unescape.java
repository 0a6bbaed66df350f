package io.eventrecorder.json;

/** Replaces the escapes of a JSON text by their characters. */
final class Unescape {
  private static final int HEX_DIGITS = 4;

  private Unescape() {}

  /** {@return the text} An escape that JSON does not have is an {@link UnusualJsonException}. */
  static String json(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char escaped = i < text.length() ? text.charAt(i++) : 0;
      switch (escaped) {
        case '"', '\\', '/' -> plain.append(escaped);
        case 'b' -> plain.append('\b');
        case 'f' -> plain.append('\f');
        case 'n' -> plain.append('\n');
        case 'r' -> plain.append('\r');
        case 't' -> plain.append('\t');
        case 'u' -> {
          plain.append(hex(text, i));
          i += HEX_DIGITS;
        }
        default -> throw new UnusualJsonException();
      }
    }
    return plain.toString();
  }

  private static char hex(String text, int from) {
    int value = 0;
    for (int i = from; i < from + HEX_DIGITS; i++) {
      char c = i < text.length() ? text.charAt(i) : 0;
      int digit = c < 0x7f ? Character.digit(c, 16) : -1; // ASCII digits only
      if (digit < 0) {
        throw new UnusualJsonException();
      }
      value = 16 * value + digit;
    }
    return (char) value;
  }
}
