package io.eventrecorder.correlator;

/** What an event from elsewhere has added to the count of another. */
final class Contribution<N extends CacheNode<N>> extends CacheNode<Contribution<N>> {
  /** Where it is counted; may have left its cache. */
  N counter;

  /** The greatest count that it came with. */
  int count;

  Contribution(Fingerprint key, N counter, int count) {
    super(key);
    this.counter = counter;
    this.count = count;
  }
}
