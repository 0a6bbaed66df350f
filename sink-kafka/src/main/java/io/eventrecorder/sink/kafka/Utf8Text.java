package io.eventrecorder.sink.kafka;

import io.eventrecorder.json.Utf8;
import java.util.Arrays;

/**
 * Builds the text of a record key or a header as UTF-8, without a String. Characters that
 * CloudEvents forbids in text (control characters, half surrogate pairs) become U+FFFD. One object
 * builds many texts. Not thread-safe.
 */
final class Utf8Text {
  private static final int REPLACEMENT = 0xFFFD;
  private static final String HEX = "0123456789ABCDEF";

  /**
   * The characters, apart from letters and digits, that a path may contain (RFC 3986); no colon.
   */
  private static final String PATH_MARKS = "-._~/@!$&'()*+,;=";

  /** The most bytes that one char takes, in UTF-8 or percent-encoded. */
  private static final int LONGEST_CHAR = Utf8.MAX_BYTES;

  private static final char NO_SEPARATOR = 0;

  private byte[] bytes = new byte[256];
  private int length;

  Utf8Text add(String text) {
    return addPart(text, NO_SEPARATOR);
  }

  Utf8Text add(char ascii) {
    reserve(1);
    put(ascii);
    return this;
  }

  Utf8Text add(int number) {
    return number >= 0 && number < 10 ? add((char) ('0' + number)) : add(Integer.toString(number));
  }

  /**
   * Adds text between separators. A separator in the text is percent-encoded, and so is {@code %}.
   */
  Utf8Text addPart(String text, char separator) {
    int end = text.length();
    reserve(end);
    for (int i = putPlain(text, 0, separator); i < end; i = putPlain(text, i, separator)) {
      reserve(LONGEST_CHAR + end - i);
      i += putOther(text, i);
    }
    return this;
  }

  /** Adds any text as a URI reference: a path without empty segments. */
  Utf8Text addPath(String text) {
    int start = length;
    add(text);
    byte[] plain = Arrays.copyOfRange(bytes, start, length);
    length = start;
    reserve(LONGEST_CHAR * plain.length);
    byte before = 0;
    for (byte b : plain) {
      boolean letter = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
      if (letter || (PATH_MARKS.indexOf(b) >= 0 && (b != '/' || before != '/'))) {
        put(b);
      } else {
        escape(b);
      }
      before = b;
    }
    return this;
  }

  /** {@return the bytes that were added since the last call} */
  byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, length);
    length = 0;
    return taken;
  }

  /** Puts text up to a character that is not written as it is. {@return that character's index} */
  private int putPlain(String text, int from, char separator) {
    byte[] to = bytes; // no field in this loop: it takes most of the time
    int shift = length - from;
    int end = text.length();
    int i = from;
    for (; i < end; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7f || c == separator || (c == '%' && separator != NO_SEPARATOR)) {
        break;
      }
      to[shift + i] = (byte) c;
    }
    length = shift + i;
    return i;
  }

  /** {@return how many chars were put} */
  private int putOther(String text, int at) {
    int c = text.codePointAt(at);
    if (c >= ' ' && c < 0x7f) {
      escape(c);
    } else {
      length = Utf8.put(c < 0xa0 ? REPLACEMENT : c, bytes, length);
    }
    return Character.charCount(c);
  }

  private void escape(int b) {
    put('%');
    put(HEX.charAt((b >> 4) & 0xF));
    put(HEX.charAt(b & 0xF));
  }

  private void put(int b) {
    bytes[length++] = (byte) b;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
