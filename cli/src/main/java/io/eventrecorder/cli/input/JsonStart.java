package io.eventrecorder.cli.input;

import java.io.IOException;

/** Looks for the beginning of JSON. */
final class JsonStart {
  /** How much white space may be between the bracket of an array and its first item. */
  private static final int MAX_GAP = 1000;

  private JsonStart() {}

  /** Skips white space and byte order marks, and marks. {@return the next byte; -1 at the end} */
  static int skipBlank(ByteWindow in) throws IOException {
    for (; ; ) {
      int b = in.peek();
      if (b == '\n') {
        int unused = in.read();
        in.mark();
      } else if (b == ' ' || b == '\t' || b == '\r') {
        int unused = in.read();
      } else if (b != 0xEF || !in.skipByteOrderMark()) {
        in.mark();
        return b;
      }
    }
  }

  /** {@return whether the next bracket begins an array of objects, and not a log line} */
  static boolean isArray(ByteWindow in) throws IOException {
    for (int i = 1; i < MAX_GAP; i++) {
      int b = in.peek(i);
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b == '{' || b == ']';
      }
    }
    return false;
  }
}
