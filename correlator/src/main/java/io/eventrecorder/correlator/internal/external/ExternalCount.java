package io.eventrecorder.correlator.internal.external;

import io.eventrecorder.correlator.internal.cache.CacheNode;
import org.jspecify.annotations.Nullable;

/** What one external event has added to a counter. */
final class ExternalCount<N extends CacheNode> extends CacheNode {
  /** Where the event is counted. The counter may have left its cache; null if it did long ago. */
  @Nullable N counter;

  /** The greatest count that the event came with. */
  int count;

  ExternalCount(@Nullable N counter, int count) {
    this.counter = counter;
    this.count = count;
  }

  /** The counter; null if it has left its cache. */
  @Nullable N cachedCounter() {
    return counter == null || !counter.isCached() ? null : counter;
  }
}
