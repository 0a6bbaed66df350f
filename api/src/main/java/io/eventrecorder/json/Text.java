package io.eventrecorder.json;

/** What text needs before it is printed or written. */
final class Text {
  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /**
   * {@return the text as one short line} Values of any size and content get into messages, and a
   * message must not break a log or a terminal.
   */
  static String printable(String text, int longest) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), longest) + 8);
    int end = Math.min(text.length(), longest);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean alone = Character.isSurrogate(c) && !isPair(text, i) && !isPair(text, i - 1);
      if (alone || !isPrintable(c)) {
        line.append(String.format("\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    return end == text.length() ? line.toString() : line.append('…').toString();
  }

  /**
   * {@return the text with each half of a surrogate pair replaced by U+FFFD, as Go does it} A lone
   * half has no form in UTF-8, and a broken message must not lose an event.
   */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceLoneSurrogates(text, i);
      }
    }
    return text;
  }

  private static String replaceLoneSurrogates(String text, int from) {
    StringBuilder result = null;
    for (int i = from; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      if (isPair(text, i)) {
        i++;
        continue;
      }
      if (result == null) {
        result = new StringBuilder(text);
      }
      result.setCharAt(i, REPLACEMENT);
    }
    return result == null ? text : result.toString();
  }

  private static boolean isPair(String text, int i) {
    return i >= 0
        && i + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }

  /** Controls, and what only looks like nothing or turns the direction of a line. */
  private static boolean isPrintable(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
