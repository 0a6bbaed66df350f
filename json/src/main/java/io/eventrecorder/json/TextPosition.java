package io.eventrecorder.json;

/** A line and a column, both from 1, that move over bytes of UTF-8. */
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
