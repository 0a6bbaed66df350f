package io.eventrecorder.cli.terminal;

import io.eventrecorder.text.PrintableText;
import org.jline.utils.WCWidth;

/** The width of text on a terminal, in columns, and texts that are cut to a width. */
public final class DisplayText {
  private static final char ELLIPSIS = '…';
  private static final int VARIATION_SELECTOR = 0xFE0F;
  private static final int JOINER = 0x200D;
  private static final int NON_JOINER = 0x200C;

  /** The names of pods end with a hyphen and five characters. Names of nodes differ before. */
  private static final int LONGEST_END = 6;

  private DisplayText() {}

  /**
   * {@return the text on one line, with nothing that controls a terminal or is invisible} Terminals
   * do not agree on the width of emoji that are joined, so they become single ones.
   *
   * @param text any text
   */
  public static String of(String text) {
    String line = PrintableText.line(text);
    return isAscii(line) ? line : visible(line);
  }

  private static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int before = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean joinsEmoji = c == JOINER && WCWidth.wcwidth(before) == 2;
      boolean joinsLetters = (c == JOINER || c == NON_JOINER) && !joinsEmoji;
      boolean invisible = Character.getType(c) == Character.FORMAT && !joinsLetters;
      if (!invisible && !joinsEmoji && c != VARIATION_SELECTOR) {
        out.appendCodePoint(c);
        before = c;
      }
    }
    return out.toString();
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return how many columns a text takes}
   *
   * @param text a text of {@link #of}
   */
  public static int width(String text) {
    if (isAscii(text)) {
      return text.length();
    }
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      width += width(c);
      i += Character.charCount(c);
    }
    return width;
  }

  private static int width(int c) {
    return Math.max(0, WCWidth.wcwidth(c));
  }

  /**
   * {@return the text, or its beginning and an ellipsis}
   *
   * @param text a text of {@link #of}
   * @param limit the greatest width of the result, in columns
   */
  public static String cut(String text, int limit) {
    if (width(text) <= limit) {
      return text;
    }
    return limit < 1 ? "" : text.substring(0, prefix(text, limit - 1)) + ELLIPSIS;
  }

  /**
   * {@return the text, or its beginning and its end with an ellipsis between them}
   *
   * @param text a text of {@link #of}
   * @param limit the greatest width of the result, in columns
   */
  public static String cutInside(String text, int limit) {
    int all = width(text);
    if (all <= limit || limit < 3) {
      return cut(text, limit);
    }
    int tail = Math.min(LONGEST_END, (limit - 1) / 2);
    int end = text.length();
    for (int width = 0; end > 0; ) {
      int c = text.codePointBefore(end);
      width += width(c);
      if (width > tail) {
        break;
      }
      end -= Character.charCount(c);
    }
    return text.substring(0, prefix(text, limit - 1 - tail)) + ELLIPSIS + text.substring(end);
  }

  /** {@return the index after the longest beginning that is no wider than the limit} */
  private static int prefix(String text, int limit) {
    int width = 0;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      width += width(c);
      if (width > limit) {
        break;
      }
      i += Character.charCount(c);
    }
    return i;
  }
}
