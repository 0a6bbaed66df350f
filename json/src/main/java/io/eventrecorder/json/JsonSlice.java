package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** The bytes of one JSON value in a buffer, and their position in the input. Nothing is copied. */
final class JsonSlice {
  private final byte[] bytes;
  private final int offset;
  private final int length;
  private final long line;
  private final long column;

  JsonSlice(byte[] bytes, int offset, int length, long line, long column) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.line = line;
    this.column = column;
  }

  byte[] bytes() {
    return bytes;
  }

  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  /** {@return the line of the first byte, from 1} */
  long line() {
    return line;
  }

  /** {@return the column of the first byte in characters, from 1} */
  long column() {
    return column;
  }

  /** {@return an exception for the byte at this index of the buffer} */
  EventJsonException error(int index, String field, String problem) {
    TextPosition position = new TextPosition(line, column);
    position.advance(bytes, offset, Math.min(Math.max(index, offset), offset + length));
    return new EventJsonException(position.line(), position.column(), field, problem);
  }

  /** Refuses bytes that Jackson accepts and strict decoders do not: overlong forms, half pairs. */
  void requireUtf8() {
    int i = offset;
    int end = offset + length;
    while (i < end && bytes[i] >= 0) {
      i++;
    }
    if (i == end) {
      return;
    }
    CharsetDecoder decoder = UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, i, end - i);
    CharBuffer out = CharBuffer.allocate(1024);
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    if (result.isError()) {
      String found = String.format("0x%02X", bytes[in.position()]);
      throw error(in.position(), "", "is not UTF-8 (byte " + found + "); write the input in UTF-8");
    }
  }
}
