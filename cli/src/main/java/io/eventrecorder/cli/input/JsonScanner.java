package io.eventrecorder.cli.input;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds the end of a JSON value by its brackets and quotes. The parser checks the rest later. The
 * scanner notices when a value was cut off and another one begins on the next line.
 */
final class JsonScanner {
  /** The result of a scan. */
  enum Result {
    /** The value was read to its end. */
    COMPLETE,
    /** The scan has stopped behind the bracket of {@code items} in the outermost object. */
    ITEMS,
    /** The value has no end, or another value begins inside it, at {@link #goOnAt()}. */
    NOT_CLOSED,
    /** A text has no closing quote on its line, which ends at {@link #goOnAt()}. */
    TEXT_NOT_CLOSED,
    /** A character is not allowed at its place, {@link #goOnAt()}. */
    MISPLACED
  }

  private static final byte[] ITEMS = {'"', 'i', 't', 'e', 'm', 's', '"'};

  private final ByteWindow in;
  private final int maxDepth;

  /** The depths of open brackets that belong to arrays, down to the maximum depth. */
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

  /** Scans the value that begins at the mark, either to its end or to its {@code items}. */
  Result scan(boolean stopAtItems) throws IOException {
    tooDeep = false;
    depth = 0;
    last = 0;
    lookForItems = stopAtItems;
    return scanOn(stopAtItems);
  }

  /** Scans the rest of an object, which begins at the mark, behind its {@code items}. */
  Result scanTail() throws IOException {
    tooDeep = false;
    depth = 1;
    last = ']';
    arrays.clear(1);
    return scanOn(false);
  }

  /** Continues a scan. */
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

  /** {@return where to go on behind an error, in bytes behind the mark} */
  int goOnAt() {
    return goOnAt;
  }

  /** {@return whether the value is nested deeper than the limit} */
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

  /** {@return whether the text has a closing quote on its line} */
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

  /** Reads a number, true, false or null that is not in an object or array. */
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
