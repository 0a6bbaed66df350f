package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * The objects and arrays that {@link QuickCursor} is in, and the names that each object has so far.
 * It finds two members of one name. Names are bytes of the input without escapes.
 */
final class MemberCheck {
  /** Objects with more members that are not known are rare, and each name is compared with all. */
  private static final int MOST_UNKNOWN = 64;

  private static final int LONGEST_NAME = 1000;

  private final byte[] json;
  private final Words words;
  private final int maxDepth;
  private int depth;

  /** The bits of the known names, by depth. */
  private long[] known = new long[4];

  /** The depth, start and end of the other names. */
  private int[] unknown = {};

  private int unknownLength;

  MemberCheck(byte[] json, Words words, int maxDepth) {
    this.json = json;
    this.words = words;
    this.maxDepth = maxDepth;
  }

  void restart() {
    depth = 0;
    unknownLength = 0;
  }

  /** Begins an object or array. */
  void begin() {
    if (depth == maxDepth) {
      throw new UnusualJsonException();
    }
    depth++;
    if (depth == known.length) {
      known = Arrays.copyOf(known, 2 * depth);
    }
    known[depth] = 0;
  }

  /** Ends the innermost object or array. */
  void end() {
    while (unknownLength > 0 && unknown[unknownLength - 3] == depth) {
      unknownLength -= 3;
    }
    depth--;
  }

  /** Adds the name between two indexes. {@return the name} */
  String add(int from, int to) {
    KnownNames.Name name = KnownNames.find(json, words, from, to);
    if (name == null) {
      addUnknown(from, to);
      return new String(json, from, to - from, ISO_8859_1);
    }
    if ((known[depth] & name.bit) != 0) {
      throw new UnusualJsonException();
    }
    known[depth] |= name.bit;
    return name.text;
  }

  private void addUnknown(int from, int to) {
    int others = 0;
    for (int i = unknownLength - 3; i >= 0 && unknown[i] == depth; i -= 3) {
      others++;
      if (Arrays.equals(json, unknown[i + 1], unknown[i + 2], json, from, to)) {
        throw new UnusualJsonException();
      }
    }
    if (others == MOST_UNKNOWN || to - from > LONGEST_NAME) {
      throw new UnusualJsonException();
    }
    if (unknownLength == unknown.length) {
      unknown = Arrays.copyOf(unknown, Math.max(24, 2 * unknownLength));
    }
    unknown[unknownLength++] = depth;
    unknown[unknownLength++] = from;
    unknown[unknownLength++] = to;
  }
}
