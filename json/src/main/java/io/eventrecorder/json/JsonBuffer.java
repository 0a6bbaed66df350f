package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.text.PrintableText;
import java.util.Arrays;

/**
 * JSON on its way into bytes: compact, in UTF-8. It puts the commas and escapes the text; that what
 * starts also ends is up to whoever writes. Reused, so not thread-safe.
 *
 * <p>By hand, since it is much of what it costs to record an event, and a generator that can do all
 * of JSON takes half as long again. Text is escaped as Jackson does it, and besides that what may
 * not be printed ({@link PrintableText}), since what is written here ends in terminals and logs,
 * too. Half a surrogate pair becomes U+FFFD, as in Go.
 */
final class JsonBuffer {
  private static final int INITIAL = 1024;

  /** The longest that one char becomes: a control, as in a backslash, u001F. */
  private static final int LONGEST_CHAR = 6;

  /**
   * Room that is left behind whatever is put, for what is put around it by one character: quotes,
   * colon, comma, bracket.
   */
  private static final int AROUND = 4;

  private static final byte[] NULL = "null,".getBytes(US_ASCII);
  private static final String HEX = "0123456789ABCDEF";
  private static final int REPLACEMENT = 0xFFFD;

  private byte[] bytes = new byte[INITIAL];
  private int length;

  void clear() {
    length = 0;
  }

  /** What was written since it was cleared: one value. */
  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length - 1); // there is no other value behind the comma
  }

  /** Begins an object or array that is an element, or all there is. */
  void start(char bracket) {
    reserve(AROUND);
    put(bracket);
  }

  void start(MemberName name, char bracket) {
    putName(name);
    put(bracket);
  }

  /** Ends an object or array. */
  void end(char bracket) {
    reserve(AROUND);
    if (bytes[length - 1] == ',') {
      length--;
    }
    put(bracket);
    put(',');
  }

  void text(MemberName name, String value) {
    put(name.jsonOfText, name.jsonOfText.length);
    putChars(value);
    put('"');
    put(',');
  }

  void text(RepeatedText member, String value) {
    byte[] known = member.json(value);
    if (known != null) {
      put(known, known.length);
      return;
    }
    int from = length;
    text(member.name, value);
    member.written(value, bytes, from, length);
  }

  void number(MemberName name, int value) {
    putName(name);
    if (value >= 0 && value < 10) {
      put('0' + value);
      put(',');
    } else {
      putRaw(Integer.toString(value));
    }
  }

  void nothing(MemberName name) {
    putName(name);
    put(NULL, NULL.length);
  }

  void text(String name, String value) {
    putText(name);
    put(':');
    putText(value);
    put(',');
  }

  /** Text that needs no escaping: the first {@code count} bytes. */
  void ascii(MemberName name, byte[] value, int count) {
    putName(name);
    put('"');
    put(value, count);
    put('"');
    put(',');
  }

  void raw(MemberName name, String json) {
    putName(name);
    putRaw(json);
  }

  void raw(String name, String json) {
    putText(name);
    put(':');
    putRaw(json);
  }

  private void putName(MemberName name) {
    put(name.json, name.json.length);
  }

  private void putRaw(String json) {
    byte[] value = PrintableText.json(json).getBytes(UTF_8);
    put(value, value.length);
    put(',');
  }

  private void putText(String text) {
    reserve(AROUND);
    put('"');
    putChars(text);
    put('"');
  }

  private void putChars(String text) {
    int end = text.length();
    reserve(end + AROUND);
    for (int i = putPlain(text, 0); i < end; i = putPlain(text, i)) {
      reserve(LONGEST_CHAR + end - i + AROUND);
      i += putOther(text, i);
    }
  }

  /** Text up to a character that is not written as it is; returns where that is. */
  private int putPlain(String text, int from) {
    byte[] to = bytes; // no field in this loop: it is most of the time
    int shift = length - from;
    int end = text.length();
    int i = from;
    for (; i < end; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > 0x7e || c == '"' || c == '\\') {
        break;
      }
      to[shift + i] = (byte) c;
    }
    length = shift + i;
    return i;
  }

  /** {@return how many characters that were} */
  private int putOther(String text, int i) {
    char c = text.charAt(i);
    if (c < 0x7f || !PrintableText.isPrintable(c)) {
      putEscaped(c);
      return 1;
    }
    int point = text.codePointAt(i);
    boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    putUtf8(half ? REPLACEMENT : point);
    return Character.charCount(point);
  }

  private void putEscaped(char c) {
    put('\\');
    switch (c) {
      case '"', '\\' -> put(c);
      case '\b' -> put('b');
      case '\t' -> put('t');
      case '\n' -> put('n');
      case '\f' -> put('f');
      case '\r' -> put('r');
      default -> {
        put('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
          put(HEX.charAt(c >> shift & 0xF));
        }
      }
    }
  }

  private void putUtf8(int point) {
    if (point < 0x800) {
      put(0xC0 | point >> 6);
    } else {
      if (point < 0x10000) {
        put(0xE0 | point >> 12);
      } else {
        put(0xF0 | point >> 18);
        put(0x80 | (point >> 12 & 0x3F));
      }
      put(0x80 | (point >> 6 & 0x3F));
    }
    put(0x80 | (point & 0x3F));
  }

  private void put(byte[] from, int count) {
    reserve(count + AROUND);
    System.arraycopy(from, 0, bytes, length, count);
    length += count;
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
