package io.eventrecorder.correlator.internal.cache;

import io.eventrecorder.correlator.internal.hash.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a {@link SegmentedLruCache}: key, value and links in one object. Code that keeps a
 * reference to a node needs no look-up as long as the node {@link #isCached()}.
 *
 * @param <N> the class of the nodes
 */
public abstract class CacheNode<N extends CacheNode<N>> {
  final long hi;
  final long lo;
  @Nullable N nextInSlot;
  @Nullable N newer;
  @Nullable N older;
  @Nullable LruList<N> list;

  /** Makes a node that is in no cache. */
  protected CacheNode(Fingerprint key) {
    hi = key.hi();
    lo = key.lo();
  }

  /** Whether the node is in a cache. */
  public final boolean isCached() {
    return list != null;
  }
}
