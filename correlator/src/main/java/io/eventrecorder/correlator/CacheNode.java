package io.eventrecorder.correlator;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link RecencyCache} holds: key, value and links in one object. Whoever keeps a reference
 * to a node finds it again without a look-up, as long as it {@link #isCached()}.
 */
abstract class CacheNode<N extends CacheNode<N>> {
  final long hi;
  final long lo;
  @Nullable N nextInSlot;
  @Nullable N newer;
  @Nullable N older;
  @Nullable RecencyLine<N> line;

  CacheNode(Fingerprint key) {
    hi = key.hi;
    lo = key.lo;
  }

  final boolean isCached() {
    return line != null;
  }
}
