package io.eventrecorder.sink.kafka;

import java.util.Arrays;

/**
 * Text on its way into a record, as UTF-8, without a String between. What CloudEvents forbids in
 * text (control characters, half surrogate pairs) becomes U+FFFD. Reused, so not thread-safe.
 */
final class Utf8Text {
  private static final int REPLACEMENT = 0xFFFD;
  private static final String HEX = "0123456789ABCDEF";

  /** Besides letters and digits: unreserved and reserved characters of RFC 3986. */
  private static final String URI_MARKS = "-._~:/?#[]@!$&'()*+,;=%";

  private byte[] bytes = new byte[256];
  private int length;

  Utf8Text add(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f) {
        put(c);
      } else {
        i += addOther(text, i);
      }
    }
    return this;
  }

  Utf8Text add(char ascii) {
    put(ascii);
    return this;
  }

  Utf8Text add(int number) {
    return add(Integer.toString(number));
  }

  /** Text between separators: what could be taken for one is written as in a URI. */
  Utf8Text addPart(String text, char separator) {
    if (text.indexOf(separator) < 0 && text.indexOf('%') < 0) {
      return add(text);
    }
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == separator || c == '%') {
        add(text.substring(start, i)).escape(c);
        start = i + 1;
      }
    }
    return add(text.substring(start));
  }

  /**
   * Text as a URI reference.
   *
   * @param text what is a URI stays as it is
   * @param scheme whether it may have a scheme; if not, a colon is no colon
   */
  Utf8Text addUri(String text, boolean scheme) {
    int start = length;
    add(text);
    byte[] plain = Arrays.copyOfRange(bytes, start, length);
    length = start;
    for (byte b : plain) {
      boolean letter = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
      if (letter || (URI_MARKS.indexOf(b) >= 0 && (scheme || b != ':'))) {
        put(b);
      } else {
        escape(b);
      }
    }
    return this;
  }

  /** {@return what was added since the last time} */
  byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, length);
    length = 0;
    return taken;
  }

  private void escape(int b) {
    put('%');
    put(HEX.charAt((b >> 4) & 0xF));
    put(HEX.charAt(b & 0xF));
  }

  /** {@return how many more characters were used up} */
  private int addOther(String text, int at) {
    int c = text.codePointAt(at);
    boolean forbidden = c < ' ' || (c >= 0x7f && c < 0xa0) || (c >= 0xd800 && c < 0xe000);
    encode(forbidden ? REPLACEMENT : c);
    return Character.charCount(c) - 1;
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
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) b;
  }
}
