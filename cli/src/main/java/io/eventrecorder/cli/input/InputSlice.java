package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Some bytes of the input and where they stand in it. Valid until the next one is asked for: the
 * bytes are not copied.
 *
 * @param bytes they are somewhere in it
 * @param offset where they begin
 * @param length how many they are
 * @param line the line of the first byte, from 1
 * @param column the column of the first byte in characters, from 1
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares it
record InputSlice(byte[] bytes, int offset, int length, long line, long column) {
  byte[] copy() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  String text() {
    return new String(bytes, offset, length, UTF_8);
  }

  /** {@return a part of these bytes} Its place is found by counting. */
  InputSlice part(int from, int to) {
    TextPosition position = new TextPosition(line, column);
    position.advance(bytes, offset, offset + from);
    return new InputSlice(bytes, offset + from, to - from, position.line(), position.column());
  }

  BadItemException bad(String problem) {
    return new BadItemException(line, column, "", problem);
  }

  BadItemException bad(int at, String problem) {
    return part(Math.min(at, length), Math.min(at, length)).bad(problem);
  }
}
