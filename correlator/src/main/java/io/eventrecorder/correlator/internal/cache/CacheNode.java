package io.eventrecorder.correlator.internal.cache;

/**
 * A value of a {@link SegmentedLruCache}. Code that keeps a reference to a node needs no look-up as
 * long as the node {@link #isCached()}.
 */
public abstract class CacheNode {
  /** Where the cache keeps the node; {@link SegmentedLruCache#NOWHERE} if it is in no cache. */
  int place;

  /** Makes a node that is in no cache. */
  protected CacheNode() {}

  /** Whether the node is in a cache. */
  public final boolean isCached() {
    return place != SegmentedLruCache.NOWHERE;
  }
}
