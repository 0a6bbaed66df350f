package io.eventrecorder.json;

import io.eventrecorder.text.PrintableText;

/** What text needs before it is printed or written. */
final class Text {
  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /**
   * {@return the text as one short line} Values of any size and content get into messages, and a
   * message must not break a log or a terminal.
   */
  static String printable(String text, int longest) {
    return text.length() <= longest
        ? PrintableText.line(text)
        : PrintableText.line(text.substring(0, longest)) + '…';
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
}
