package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.text.PrintableText;
import java.util.Arrays;

/**
 * Writes JSON into bytes: compact, in UTF-8. It adds the commas and escapes texts and names. The
 * caller ends what it starts. Not thread-safe; used for one value after the other.
 *
 * <p>All JSON of the library is written here. It is written by hand because it is a large part of
 * the time to record an event; Jackson's generator takes half as long again. Text is escaped as
 * Jackson escapes it. Characters that {@link PrintableText} does not print are escaped too, because
 * the JSON is also shown in terminals and logs. Half a surrogate pair becomes U+FFFD, as in Go.
 */
final class JsonBuffer {
  private static final int INITIAL = 1024;

  /** The most bytes that one char takes: a control is written as a backslash and u001F. */
  private static final int LONGEST_CHAR = 6;

  /** Free bytes that each method leaves for the punctuation that follows without a check. */
  private static final int AROUND = 4;

  private static final byte[] NULL = "null,".getBytes(US_ASCII);
  private static final String HEX = "0123456789ABCDEF";

  /** Marks the end of a text that was cut. */
  private static final byte[] CUT = "…[cut]".getBytes(UTF_8);

  private byte[] bytes;
  private int length;

  JsonBuffer() {
    this(INITIAL);
  }

  JsonBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  /** {@return whether the text is the same in JSON, between its quotes} */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          c < 0x7f
              ? c >= ' ' && c != '"' && c != '\\'
              : PrintableText.isPrintable(c) && !Character.isSurrogate(c);
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  void clear() {
    length = 0;
  }

  /** {@return the value that was written since {@link #clear}} */
  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length - 1); // without the comma after the value
  }

  /** {@return the value that was written since {@link #clear}, and a line feed} */
  byte[] toLine() {
    byte[] line = Arrays.copyOf(bytes, length);
    line[length - 1] = '\n'; // in place of the comma
    return line;
  }

  /** {@return the value that was written since {@link #clear}, as text} */
  @Override
  public String toString() {
    return new String(bytes, 0, length - 1, UTF_8);
  }

  int length() {
    return length;
  }

  /** {@return the bytes from an earlier {@link #length()} on} */
  byte[] copy(int earlier) {
    return Arrays.copyOfRange(bytes, earlier, length);
  }

  int capacity() {
    return bytes.length;
  }

  /** Takes back everything after an earlier {@link #length()}. */
  void truncate(int earlier) {
    length = earlier;
  }

  /** Begins an object or array that has no name: an element, or the whole value. */
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
    putNumber(value);
  }

  void number(int value) {
    reserve(AROUND);
    putNumber(value);
  }

  private void putNumber(int value) {
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
    name(name);
    text(value, Integer.MAX_VALUE);
  }

  /** The name of a member, and the colon. Its value comes next. */
  void name(String name) {
    reserve(AROUND);
    put('"');
    putChars(name);
    put('"');
    put(':');
  }

  /**
   * A text of at most {@code longest} bytes between its quotes. A longer text is cut after a whole
   * character and gets a mark. It is not cut if that would not make it shorter.
   */
  void text(String value, int longest) {
    reserve(AROUND);
    put('"');
    int from = length;
    putChars(value);
    if (length - from - CUT.length > longest) {
      cut(from, longest);
    }
    put('"');
    put(',');
  }

  private void cut(int from, int longest) {
    int end = from;
    for (int next = after(end); next - from <= longest; next = after(end)) {
      end = next;
    }
    length = end;
    put(CUT, CUT.length);
  }

  /** {@return the index after the character, or the escape, that begins at an index} */
  private int after(int at) {
    int b = bytes[at] & 0xFF;
    if (b == '\\') {
      return at + (bytes[at + 1] == 'u' ? LONGEST_CHAR : 2);
    }
    return at + (b < 0x80 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4);
  }

  void ascii(MemberName name, byte[] value, int count) {
    putName(name);
    ascii(value, count);
  }

  /** Text that needs no escaping: the first {@code count} bytes. */
  void ascii(byte[] value, int count) {
    reserve(AROUND);
    put('"');
    put(value, count);
    put('"');
    put(',');
  }

  /** Any part of a value, as it is. */
  void raw(byte[] json) {
    put(json, json.length);
  }

  void raw(MemberName name, String json) {
    putName(name);
    putRaw(json);
  }

  void raw(String name, String json) {
    name(name);
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

  private void putChars(String text) {
    int end = text.length();
    reserve(end + AROUND);
    for (int i = putPlain(text, 0); i < end; i = putPlain(text, i)) {
      reserve(LONGEST_CHAR + end - i + AROUND);
      i += putOther(text, i);
    }
  }

  /** Puts text up to a character that is not written as it is. {@return that character's index} */
  private int putPlain(String text, int from) {
    byte[] to = bytes; // no field in this loop: it takes most of the time
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

  /** {@return how many chars were put} */
  private int putOther(String text, int i) {
    char c = text.charAt(i);
    if (c < 0x7f || !PrintableText.isPrintable(c)) {
      putEscaped(c);
      return 1;
    }
    int point = text.codePointAt(i);
    length = Utf8.put(point, bytes, length);
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
