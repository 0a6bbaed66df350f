package io.eventrecorder.cli.input;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds where a JSON value ends, by its brackets and quotes. What is between them it leaves to the
 * parser; but it notices at once when a value was cut off and another begins on the next line.
 */
final class JsonScanner {
  /** What the scan came to. */
  enum Result {
    /** The value has ended. */
    COMPLETE,
    /** Behind the bracket of {@code items} of the outermost object. */
    ITEMS,
    /** It has no end, or another value begins in the middle of it, at {@link #goOnAt()}. */
    NOT_CLOSED,
    /** A text is not closed where its line ends, at {@link #goOnAt()}. */
    TEXT_NOT_CLOSED,
    /** A character that cannot be there, at {@link #goOnAt()}. */
    MISPLACED
  }

  private static final byte[] ITEMS = {'"', 'i', 't', 'e', 'm', 's', '"'};

  private final ByteWindow in;
  private final int maxDepth;

  /** Which of the open brackets are of arrays; deeper ones than may be are only counted. */
  private final BitSet arrays = new BitSet();

  private int depth;
  private int last;
  private boolean tooDeep;
  private boolean lookForItems;
  private int nameStart;
  private int nameEnd;
  private int goOnAt;

  JsonScanner(ByteWindow in, int maxDepth) {
    this.in = in;
    this.maxDepth = maxDepth;
  }

  /** Scans the value that begins at the mark. */
  Result scan(boolean stopAtItems) throws IOException {
    tooDeep = false;
    depth = 0;
    last = 0;
    lookForItems = stopAtItems;
    return scanOn(stopAtItems);
  }

  /** Scans the rest of a value, behind its {@code items}; the mark is at the rest. */
  Result scanTail() throws IOException {
    tooDeep = false;
    depth = 1;
    last = ']';
    arrays.clear(1);
    return scanOn(false);
  }

  /** Scans on, once more behind the bracket of {@code items}. */
  Result scanOn(boolean stopAtItems) throws IOException {
    lookForItems = stopAtItems;
    for (; ; ) {
      int b = in.read();
      switch (b) {
        case ' ', '\t', '\r', '\n' -> {
          continue;
        }
        case '"' -> {
          if (!text()) {
            return Result.TEXT_NOT_CLOSED;
          }
        }
        case '{' -> {
          if (in.atLineStart() && !isValueExpected()) {
            return notClosed(1);
          }
          open(false);
        }
        case '[' -> {
          boolean items = lookForItems && depth == 1 && isItems();
          open(true);
          if (items) {
            last = b;
            return Result.ITEMS;
          }
        }
        case '}', ']' -> {
          if (depth == 0 || (depth <= maxDepth && arrays.get(depth) != (b == ']'))) {
            return misplaced();
          }
          depth--;
        }
        case -1 -> {
          return notClosed(0);
        }
        default -> {
          if (b < ' ') {
            return misplaced();
          }
          if (depth == 0) {
            literal();
          }
        }
      }
      last = b;
      if (depth == 0) {
        return Result.COMPLETE;
      }
    }
  }

  /** {@return where to go on behind a value that is broken, in bytes behind the mark} */
  int goOnAt() {
    return goOnAt;
  }

  /** {@return whether the value is nested deeper than it may be} */
  boolean tooDeep() {
    return tooDeep;
  }

  private void open(boolean array) {
    depth++;
    tooDeep |= depth > maxDepth;
    if (depth <= maxDepth) {
      arrays.set(depth, array);
    }
  }

  private boolean isValueExpected() {
    boolean inArray = depth > maxDepth || arrays.get(depth);
    return depth == 0 || last == ':' || last == '[' || (last == ',' && inArray);
  }

  /** {@return whether the text ends before the line does} */
  private boolean text() throws IOException {
    nameStart = in.length() - 1;
    for (; ; ) {
      int b = in.read();
      if (b == '"') {
        nameEnd = in.length();
        return true;
      }
      if (b == '\\') {
        b = in.read();
      }
      if (b == '\n' || b < 0) {
        goOnAt = in.length() - (b < 0 ? 0 : 1);
        return false;
      }
    }
  }

  private boolean isItems() {
    return last == ':'
        && !in.overflowed()
        && nameEnd - nameStart == ITEMS.length
        && Arrays.equals(in.copy(nameStart, nameEnd), ITEMS);
  }

  /** A number, true, false or null that is not inside anything. */
  private void literal() throws IOException {
    for (int b = in.peek(); b > ' ' && ",]}[{\"".indexOf(b) < 0; b = in.peek()) {
      in.read();
    }
  }

  private Result notClosed(int readTooFar) {
    goOnAt = in.length() - readTooFar;
    return Result.NOT_CLOSED;
  }

  private Result misplaced() {
    goOnAt = in.length() - 1;
    return Result.MISPLACED;
  }
}
