package io.eventrecorder.correlator.internal.cache;

import io.eventrecorder.correlator.internal.state.StateReader;
import io.eventrecorder.correlator.internal.state.StateWriter;

/**
 * Where a node is in a cache, in numbers that mean the same in a restored cache. One sequence from
 * 1 numbers all additions and uses of a cache.
 *
 * @param added the number of the addition, which identifies the node in its cache
 * @param used the number of the last use; the nodes of a segment are in this order
 * @param isProtected whether the node is in the protected segment
 */
public record Position(long added, long used, boolean isProtected) {
  /** The greatest number; it leaves room for all that a program can add. */
  public static final long MAX = Long.MAX_VALUE / 2;

  /** Writes the numbers. */
  public void write(StateWriter out) {
    out.writeVarint(added).writeVarint(((used - added) << 1) | (isProtected ? 1 : 0));
  }

  /** Reads what {@link #write} wrote. */
  public static Position read(StateReader in) {
    long added = in.readNumber("the number of a part", 1, MAX);
    long rest = in.readVarint();
    long later = rest >>> 1;
    if (later > MAX - added) {
      throw in.damaged("the use of a part has the number " + added + " + " + later);
    }
    return new Position(added, added + later, (rest & 1) != 0);
  }

  /** Reads a number that identifies a node; 0 means none. */
  public static long readNumber(StateReader in) {
    return in.readNumber("the number of another part", 0, MAX);
  }
}
