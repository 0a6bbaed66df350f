package io.eventrecorder.correlator.internal.cache;

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
  static final long MAX = Long.MAX_VALUE / 2;

  /** Whether a cache can have assigned these numbers. */
  public boolean isPossible() {
    return added > 0 && added <= used && used <= MAX;
  }
}
