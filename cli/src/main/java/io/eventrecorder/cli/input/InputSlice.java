package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.json.TextPosition;
import java.util.Arrays;

/**
 * A part of the input and its place. The bytes are not copied, so a slice is valid until more input
 * is read.
 *
 * @param bytes an array that contains the part
 * @param offset where the part begins in the array
 * @param length the number of its bytes
 * @param line the line of the first byte, from 1
 * @param column the column of the first byte in characters, from 1
 */
@SuppressWarnings("ArrayRecordComponent") // slices are not compared
record InputSlice(byte[] bytes, int offset, int length, long line, long column) {
  /** {@return a copy of the bytes} */
  byte[] copy() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** {@return the bytes as text} */
  String text() {
    return new String(bytes, offset, length, UTF_8);
  }

  /** {@return a part of this slice} This counts lines and columns from the beginning. */
  InputSlice part(int from, int to) {
    TextPosition position = new TextPosition(line, column);
    position.advance(bytes, offset, offset + from);
    return new InputSlice(bytes, offset + from, to - from, position.line(), position.column());
  }

  /** {@return an exception for a problem at the beginning} */
  BadItemException bad(String problem) {
    return new BadItemException(line, column, "", problem);
  }

  /** {@return an exception for a problem at an offset in this slice} */
  BadItemException bad(int at, String problem) {
    return part(Math.min(at, length), Math.min(at, length)).bad(problem);
  }
}
