package io.eventrecorder.cli.input;

import io.eventrecorder.json.TextPosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A window on a stream. It holds the bytes read since the mark, so that they can be parsed or read
 * again. Its size is bounded: if more than the limit is read, it drops the first bytes.
 */
final class ByteWindow {
  private static final int CHUNK = 1 << 14;
  private static final int FREE_REREADING = 1 << 20;

  private final InputStream in;
  private final int limit;

  /** Keeps one byte before the mark, which shows whether a line begins at the mark. */
  private byte[] buffer = new byte[CHUNK];

  private int mark = 1;
  private int next = 1;
  private int end = 1;
  private final TextPosition markPosition;
  private boolean overflowed;
  private long rereadable = FREE_REREADING;

  ByteWindow(InputStream in, int limit) {
    this(in, limit, 1, 1);
  }

  /** A window on a part of an input that begins at this line and column. */
  ByteWindow(InputStream in, int limit, long line, long column) {
    this.in = in;
    this.limit = limit;
    this.markPosition = new TextPosition(line, column);
    buffer[0] = '\n';
  }

  /** {@return the next byte; -1 at the end of the stream} */
  int read() throws IOException {
    return next < end || load() ? buffer[next++] & 0xFF : -1;
  }

  /** {@return the next byte, without reading it; -1 at the end of the stream} */
  int peek() throws IOException {
    return next < end || load() ? buffer[next] & 0xFF : -1;
  }

  /** {@return the byte this far behind the next one; -1 behind the end of the stream} */
  int peek(int distance) throws IOException {
    while (end - next <= distance) {
      if (!load()) {
        return -1;
      }
    }
    return buffer[next + distance] & 0xFF;
  }

  /** {@return whether the last byte read is the first of its line} */
  boolean atLineStart() {
    return buffer[next - 2] == '\n';
  }

  /** {@return whether the next byte is the first of its line} */
  boolean atNextLine() {
    return buffer[next - 1] == '\n';
  }

  /** Forgets the bytes read so far. */
  void mark() {
    markPosition.advance(buffer, mark, next);
    mark = next;
    overflowed = false;
  }

  /** Sets the mark, and skips a byte order mark, which does not count as a column. */
  boolean skipByteOrderMark() throws IOException {
    mark();
    boolean found = peek() == 0xEF && peek(1) == 0xBB && peek(2) == 0xBF;
    if (found) {
      next += 3;
      mark = next;
    }
    return found;
  }

  /** {@return the number of bytes read since the mark} */
  int length() {
    return next - mark;
  }

  /** {@return whether more bytes than the limit were read since the mark} */
  boolean tooLong() {
    return overflowed || length() > limit;
  }

  /** {@return whether the window has dropped bytes that were read since the mark} */
  boolean overflowed() {
    return overflowed;
  }

  /** {@return the bytes read since the mark, not copied} */
  InputSlice slice() {
    return new InputSlice(buffer, mark, length(), markPosition.line(), markPosition.column());
  }

  /** {@return the line of the mark, from 1} */
  long line() {
    return markPosition.line();
  }

  /**
   * Reads the rest of a line with its end.
   *
   * @return false at the end of the stream
   */
  boolean readLine() throws IOException {
    int b = read();
    boolean any = b >= 0;
    while (b >= 0 && b != '\n') {
      b = read();
    }
    return any;
  }

  /** {@return how far the second line is behind the mark; -1 if only one line was read} */
  int secondLine() {
    for (int i = mark; i < next; i++) {
      if (buffer[i] == '\n') {
        return i + 1 - mark;
      }
    }
    return -1;
  }

  /** {@return a copy of the bytes between two distances behind the mark} */
  byte[] copy(int from, int to) {
    return Arrays.copyOfRange(buffer, mark + from, mark + to);
  }

  /** {@return whether an object begins this far behind the mark, in column 1} */
  boolean isObjectLine(int distance) {
    int at = mark + distance;
    return at < end && buffer[at] == '{' && buffer[at - 1] == '\n';
  }

  /**
   * Goes back to a place, and sets the mark there. In all, this goes back over about as many bytes
   * as the stream has, so that hostile input is not read again and again.
   *
   * @param distance of the place behind the mark
   * @return false if the limit is reached; then nothing happens
   */
  boolean rereadFrom(int distance) {
    int count = length() - distance;
    if (count > 1) {
      if (count > rereadable) {
        return false;
      }
      rereadable -= count;
    }
    next = mark + distance;
    mark();
    return true;
  }

  /** Reads more bytes. Drops the first ones if there are too many, so there is always room. */
  private boolean load() throws IOException {
    if (next - mark > limit) {
      markPosition.advance(buffer, mark, next);
      mark = next;
      overflowed = true;
    }
    if (end == buffer.length) {
      makeRoom();
    }
    int count = in.read(buffer, end, buffer.length - end);
    if (count <= 0) {
      return false;
    }
    end += count;
    rereadable += count;
    return true;
  }

  /** Moves at least half of the buffer, or doubles it, so that each byte is moved seldom. */
  private void makeRoom() {
    int keep = mark - 1;
    if (keep < buffer.length / 2) {
      int size = (int) Math.min(2L * buffer.length, (long) limit + 2 * CHUNK);
      buffer = Arrays.copyOf(buffer, Math.max(size, buffer.length));
    }
    if (end == buffer.length || keep >= buffer.length / 2) {
      System.arraycopy(buffer, keep, buffer, 0, end - keep);
      mark -= keep;
      next -= keep;
      end -= keep;
    }
  }
}
