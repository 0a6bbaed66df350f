package io.eventrecorder.json;

import java.util.Objects;

/**
 * A line and a column in a text, both counted from 1, that move forward over bytes of UTF-8. For
 * readers that report where an input is wrong, as {@link EventJsonException} does. Not thread-safe.
 */
public final class TextPosition {
  private long line;
  private long column;

  /**
   * Creates a position.
   *
   * @param line the line, from 1
   * @param column the column in characters, from 1
   */
  public TextPosition(long line, long column) {
    this.line = line;
    this.column = column;
  }

  /** {@return the line, from 1} */
  public long line() {
    return line;
  }

  /** {@return the column in characters, from 1} */
  public long column() {
    return column;
  }

  /**
   * Moves over bytes. A line feed starts a new line.
   *
   * @param bytes the text, in UTF-8
   * @param from the index of the first byte
   * @param to the index after the last byte
   */
  public void advance(byte[] bytes, int from, int to) {
    Objects.requireNonNull(bytes, "bytes");
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
