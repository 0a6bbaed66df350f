package io.eventrecorder.cli.input;

/** A line and a column in UTF-8 text, both counted from 1. Mutable. */
final class TextPosition {
  private long line;
  private long column;

  TextPosition(long line, long column) {
    this.line = line;
    this.column = column;
  }

  long line() {
    return line;
  }

  long column() {
    return column;
  }

  /** Moves behind a part of an array. */
  void advance(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '\n') {
        line++;
        column = 1;
      } else if ((b & 0xC0) != 0x80) {
        // Bytes that continue a character are not counted.
        column++;
      }
    }
  }
}
