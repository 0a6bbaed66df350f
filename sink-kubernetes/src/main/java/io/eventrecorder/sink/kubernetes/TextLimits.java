package io.eventrecorder.sink.kubernetes;

/** Texts whose limits are in bytes of UTF-8. */
final class TextLimits {
  private static final String ELLIPSIS = "…";
  private static final int ELLIPSIS_BYTES = 3;

  private TextLimits() {}

  /** {@return the text, or as many whole characters of it as fit, and an ellipsis} */
  static String cut(String text, int mostBytes) {
    if (fits(text, mostBytes)) {
      return text;
    }
    return mostBytes < ELLIPSIS_BYTES
        ? text.substring(0, prefix(text, mostBytes))
        : text.substring(0, prefix(text, mostBytes - ELLIPSIS_BYTES)) + ELLIPSIS;
  }

  /**
   * {@return the text, or the beginning of it and a hash of all of it, so that it stays distinct}
   */
  static String shortened(String text, int mostBytes) {
    if (fits(text, mostBytes)) {
      return text;
    }
    String hash = EventObjectNames.hash(text);
    return text.substring(0, prefix(text, mostBytes - 1 - hash.length())) + '-' + hash;
  }

  static boolean fits(String text, int mostBytes) {
    return text.length() * 3L <= mostBytes || prefix(text, mostBytes) == text.length();
  }

  /** {@return how many chars of whole code points fit} */
  private static int prefix(String text, int mostBytes) {
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      bytes += bytes(codePoint);
      if (bytes > mostBytes) {
        return end;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  /** Half a surrogate pair is written as U+FFFD, which has three. */
  private static int bytes(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
}
