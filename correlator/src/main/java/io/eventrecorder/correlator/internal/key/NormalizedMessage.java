package io.eventrecorder.correlator.internal.key;

/**
 * Replaces the parts of a message that change from one occurrence to the next. Quoted text becomes
 * {@code "*"}. UUIDs, hexadecimal ids (six characters or more, one of them a digit; or after {@code
 * 0x}) and other runs of digits become {@code #}.
 */
public final class NormalizedMessage {
  private static final int SHORTEST_HEX_ID = 6;
  private static final int UUID_LENGTH = 36;

  private final String text;
  private final StringBuilder out;

  private NormalizedMessage(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length());
  }

  /** The normalized text of a message. */
  public static String of(String message) {
    return new NormalizedMessage(message).normalized();
  }

  private String normalized() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int closing = isQuote(c) && opensAt(i) ? closing(i) : -1;
      if (closing > 0) {
        out.append("\"*\"");
        i = closing + 1;
      } else if (isUuid(i)) {
        out.append('#');
        i += UUID_LENGTH;
      } else if (isAlphanumeric(c)) {
        int end = wordEnd(i);
        word(i, end);
        i = end;
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  private void word(int start, int end) {
    if (isHexId(start, end)) {
      out.append('#');
      return;
    }
    boolean inDigits = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean digit = isDigit(c);
      if (!digit) {
        out.append(c);
      } else if (!inDigits) {
        out.append('#');
      }
      inDigits = digit;
    }
  }

  private boolean isHexId(int start, int end) {
    boolean prefixed = text.startsWith("0x", start) && end - start > 2;
    boolean digit = prefixed;
    for (int i = prefixed ? start + 2 : start; i < end; i++) {
      char c = text.charAt(i);
      if (!isHex(c)) {
        return false;
      }
      digit |= isDigit(c);
    }
    return digit && (prefixed || end - start >= SHORTEST_HEX_ID);
  }

  private boolean isUuid(int start) {
    if (start + UUID_LENGTH > text.length()) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(start + i);
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? c != '-' : !isHex(c)) {
        return false;
      }
    }
    return true;
  }

  /** An apostrophe inside a word, as in "couldn't", is not a quote. */
  private boolean opensAt(int i) {
    return i == 0 || !isAlphanumeric(text.charAt(i - 1));
  }

  /** The index of the closing quote; -1 if there is none. */
  private int closing(int open) {
    char quote = text.charAt(open);
    for (int i = open + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == quote && (quote != '\'' || closesAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private boolean closesAt(int i) {
    return i + 1 == text.length() || !isAlphanumeric(text.charAt(i + 1));
  }

  private int wordEnd(int start) {
    int end = start + 1;
    while (end < text.length() && isAlphanumeric(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isAlphanumeric(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
