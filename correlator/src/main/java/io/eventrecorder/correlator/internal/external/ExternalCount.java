package io.eventrecorder.correlator.internal.external;

import io.eventrecorder.correlator.internal.cache.CacheNode;
import io.eventrecorder.correlator.internal.hash.Fingerprint;

/** What one external event has added to a counter. */
final class ExternalCount<N extends CacheNode<N>> extends CacheNode<ExternalCount<N>> {
  /** Where the event is counted. The counter may have left its cache. */
  N counter;

  /** The greatest count that the event came with. */
  int count;

  ExternalCount(Fingerprint key, N counter, int count) {
    super(key);
    this.counter = counter;
    this.count = count;
  }
}
