package io.eventrecorder.sink.kafka;

import java.util.Arrays;

/**
 * Text on its way into a record, as UTF-8, without a String between. What CloudEvents forbids in
 * text (control characters, half surrogate pairs) becomes U+FFFD. Reused, so not thread-safe.
 */
final class Utf8Text {
  private static final int REPLACEMENT = 0xFFFD;
  private static final String HEX = "0123456789ABCDEF";

  /** Besides letters and digits, what stands for itself in a path (RFC 3986), but no colon. */
  private static final String PATH_MARKS = "-._~/@!$&'()*+,;=";

  /** The longest that one char becomes, in UTF-8 or as in a URI. */
  private static final int LONGEST_CHAR = 4;

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

  /** Text between separators: what could be taken for one is written as in a URI. */
  Utf8Text addPart(String text, char separator) {
    int end = text.length();
    reserve(end);
    for (int i = putPlain(text, 0, separator); i < end; i = putPlain(text, i, separator)) {
      reserve(LONGEST_CHAR + end - i);
      i += putOther(text, i);
    }
    return this;
  }

  /** Any text as a URI reference: a path, of no empty segments. */
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

  /** {@return what was added since the last time} */
  byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, length);
    length = 0;
    return taken;
  }

  /** Text up to a character that is not written as it is; returns where that is. */
  private int putPlain(String text, int from, char separator) {
    byte[] to = bytes; // no field in this loop: it is most of the time
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

  /** {@return how many characters that were} */
  private int putOther(String text, int at) {
    int c = text.codePointAt(at);
    if (c >= ' ' && c < 0x7f) {
      escape(c);
    } else {
      boolean forbidden = c < 0xa0 || (c >= 0xd800 && c < 0xe000);
      encode(forbidden ? REPLACEMENT : c);
    }
    return Character.charCount(c);
  }

  private void escape(int b) {
    put('%');
    put(HEX.charAt((b >> 4) & 0xF));
    put(HEX.charAt(b & 0xF));
  }

  private void encode(int c) {
    if (c < 0x800) {
      put(0xC0 | c >> 6);
    } else {
      if (c < 0x10000) {
        put(0xE0 | c >> 12);
      } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
      }
      put(0x80 | (c >> 6 & 0x3F));
    }
    put(0x80 | (c & 0x3F));
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
