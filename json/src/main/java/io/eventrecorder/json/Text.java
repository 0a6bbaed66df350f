package io.eventrecorder.json;

import io.eventrecorder.text.PrintableText;

/** Prepares text for messages and for UTF-8. */
final class Text {
  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /**
   * {@return the text as one short line} Messages contain values of any size and content, and must
   * be safe to log and print.
   */
  static String printable(String text, int longest) {
    return text.length() <= longest
        ? PrintableText.line(text)
        : PrintableText.line(text.substring(0, longest)) + '…';
  }

  /**
   * {@return the text with each half of a surrogate pair replaced by U+FFFD, as Go does it} UTF-8
   * cannot express half a pair, and a broken message must not lose the event.
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
