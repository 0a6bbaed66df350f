package io.eventrecorder.correlator.internal.external;

import io.eventrecorder.correlator.internal.cache.CacheNode;

/** What one external event has added to a counter. */
final class ExternalCount<N extends CacheNode> extends CacheNode {
  /** Where the event is counted. The counter may have left its cache. */
  N counter;

  /** The greatest count that the event came with. */
  int count;

  ExternalCount(N counter, int count) {
    this.counter = counter;
    this.count = count;
  }
}
