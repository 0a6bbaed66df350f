package io.eventrecorder.sink.kubernetes;

/** Limits the length of texts, in bytes of UTF-8. */
final class TextLimits {
  private static final String ELLIPSIS = "…";
  private static final int ELLIPSIS_BYTES = 3;

  private TextLimits() {}

  /** {@return the text; if it is too long, as many whole characters as fit, and an ellipsis} */
  static String cut(String text, int maxBytes) {
    if (fits(text, maxBytes)) {
      return text;
    }
    return maxBytes < ELLIPSIS_BYTES
        ? text.substring(0, prefix(text, maxBytes))
        : text.substring(0, prefix(text, maxBytes - ELLIPSIS_BYTES)) + ELLIPSIS;
  }

  /** {@return the text; if it is too long, its beginning and a hash, so that it stays distinct} */
  static String shortened(String text, int maxBytes) {
    if (fits(text, maxBytes)) {
      return text;
    }
    String hash = EventObjectNames.hash(text);
    return text.substring(0, prefix(text, maxBytes - 1 - hash.length())) + '-' + hash;
  }

  static boolean fits(String text, int maxBytes) {
    return text.length() * 3L <= maxBytes || prefix(text, maxBytes) == text.length();
  }

  /** {@return how many chars fit, without half a surrogate pair} */
  private static int prefix(String text, int maxBytes) {
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      bytes += bytes(codePoint);
      if (bytes > maxBytes) {
        return end;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  /** Half a surrogate pair is written as U+FFFD, which has three bytes. */
  private static int bytes(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
}
