package io.eventrecorder.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A window on a stream: it holds what was read since the mark, so that it can be parsed, or read
 * again. It holds no more than the limit and a little: what is longer loses its beginning.
 */
final class ByteWindow {
  private static final int CHUNK = 1 << 14;
  private static final int FREE_REREADING = 1 << 20;

  private final InputStream in;
  private final int limit;

  /** There is always one byte before the mark: it tells whether a line begins there. */
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

  /** A window on a part of an input, which begins at this place. */
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

  /** {@return the byte at this distance behind the next one; -1 behind the end of the stream} */
  int peek(int distance) throws IOException {
    while (end - next <= distance) {
      if (!load()) {
        return -1;
      }
    }
    return buffer[next + distance] & 0xFF;
  }

  /** {@return whether the byte that was read last is the first of its line} */
  boolean atLineStart() {
    return buffer[next - 2] == '\n';
  }

  /** {@return whether the next byte is the first of its line} */
  boolean atNextLine() {
    return buffer[next - 1] == '\n';
  }

  /** What was read so far is done with. */
  void mark() {
    markPosition.advance(buffer, mark, next);
    mark = next;
    overflowed = false;
  }

  /** Skips and marks, if a byte order mark is next; it has no column. */
  boolean skipByteOrderMark() throws IOException {
    mark();
    boolean found = peek() == 0xEF && peek(1) == 0xBB && peek(2) == 0xBF;
    if (found) {
      next += 3;
      mark = next;
    }
    return found;
  }

  /** {@return how many bytes were read since the mark} */
  int length() {
    return next - mark;
  }

  /** {@return whether more than the limit was read since the mark} */
  boolean tooLong() {
    return overflowed || length() > limit;
  }

  /** {@return whether what was read since the mark is no longer all there} */
  boolean overflowed() {
    return overflowed;
  }

  /** {@return what was read since the mark} */
  InputSlice slice() {
    return new InputSlice(buffer, mark, length(), markPosition.line(), markPosition.column());
  }

  /** {@return the line of the mark, from 1} */
  long line() {
    return markPosition.line();
  }

  /**
   * Reads the rest of a line, its end included.
   *
   * @return whether there was anything
   */
  boolean readLine() throws IOException {
    int b = read();
    boolean any = b >= 0;
    while (b >= 0 && b != '\n') {
      b = read();
    }
    return any;
  }

  /** {@return how far the second line is behind the mark; -1 if what was read has but one} */
  int secondLine() {
    for (int i = mark; i < next; i++) {
      if (buffer[i] == '\n') {
        return i + 1 - mark;
      }
    }
    return -1;
  }

  /** {@return a copy of what lies between these distances behind the mark} */
  byte[] copy(int from, int to) {
    return Arrays.copyOfRange(buffer, mark + from, mark + to);
  }

  /** {@return whether the byte at this distance behind the mark is a bracket in column 1} */
  boolean isObjectLine(int distance) {
    int at = mark + distance;
    return at < end && buffer[at] == '{' && buffer[at - 1] == '\n';
  }

  /**
   * Goes back, and marks. Not every time: a hostile input must not have each of its bytes read
   * again and again, so over all it is as many bytes as have been read, and a little.
   *
   * @param distance behind the mark
   * @return whether it was done
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

  /** Gives up the beginning of what is too long first: so there is always room. */
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

  /** Moves at least half of the buffer or doubles it, so that each byte is moved seldom. */
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
