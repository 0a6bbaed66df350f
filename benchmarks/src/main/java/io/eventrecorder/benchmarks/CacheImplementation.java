package io.eventrecorder.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.eventrecorder.correlator.internal.cache.CacheNode;
import io.eventrecorder.correlator.internal.cache.SegmentedLruCache;
import io.eventrecorder.correlator.internal.hash.Fingerprint;

/** A bounded cache with keys of 128 bits, as the correlators need it. */
interface CacheImplementation {
  /**
   * Uses a key; adds it if it is not there.
   *
   * @return whether it was there
   */
  boolean use(long key);

  /** Makes the cache of a name. */
  static CacheImplementation of(String name, int capacity) {
    return switch (name) {
      case "own" -> new Own(capacity);
      case "caffeine" -> new WithCaffeine(capacity);
      default -> throw new IllegalArgumentException(name + " is neither own nor caffeine");
    };
  }

  /** The cache of the correlators. */
  final class Own implements CacheImplementation {
    private static final class Node extends CacheNode {}

    private final SegmentedLruCache<Node> cache;
    private final Fingerprint fingerprint = new Fingerprint();

    Own(int capacity) {
      cache = new SegmentedLruCache<>(capacity, (node, now) -> false, node -> {});
    }

    @Override
    public boolean use(long key) {
      fingerprint.set(key, Key.spread(key));
      Node node = cache.find(fingerprint);
      if (node == null) {
        cache.add(fingerprint, new Node(), 0);
        return false;
      }
      cache.touch(node);
      return true;
    }
  }

  /** Caffeine with maintenance on the calling thread, since a correlator has one thread only. */
  final class WithCaffeine implements CacheImplementation {
    private final Cache<Key, Key> cache;

    WithCaffeine(int capacity) {
      cache = Caffeine.newBuilder().maximumSize(capacity).executor(Runnable::run).build();
    }

    @Override
    public boolean use(long key) {
      Key wide = new Key(key, Key.spread(key));
      if (cache.getIfPresent(wide) != null) {
        return true;
      }
      cache.put(wide, wide);
      return false;
    }
  }

  /** An immutable key of 128 bits. */
  record Key(long hi, long lo) {
    /** Spreads numbers over 64 bits, as a hash does (the last step of SplitMix64). */
    static long spread(long number) {
      long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
      return mixed ^ (mixed >>> 31);
    }
  }
}
