package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.Event;
import io.eventrecorder.EventType;
import io.eventrecorder.correlator.internal.cache.SegmentedLruCache;
import io.eventrecorder.correlator.internal.key.EventKeys;
import org.jspecify.annotations.Nullable;

/** Each write takes a token from the bucket of its rate-limit key. Not thread-safe. */
public final class RateLimiter {
  private static final int LIMIT = 0;
  private static final int WARNING = 1;
  private static final int UNLIMITED = 2;

  private final EventKeys keys;
  private final RateLimit limit;
  private final @Nullable RateLimit warningLimit;

  /** Never empty, and in no cache. */
  final TokenBucket unlimited = new TokenBucket(RateLimit.UNLIMITED);

  final SegmentedLruCache<TokenBucket> buckets;
  final DeferredWrites deferred = new DeferredWrites();

  /**
   * Makes a limiter without buckets.
   *
   * @param cacheSize the greatest number of buckets
   * @param limit the limit of each bucket
   * @param warningLimit the limit of buckets of warnings and worse; null: they are not limited
   * @param keys the keys of the event at hand
   */
  public RateLimiter(
      int cacheSize, RateLimit limit, @Nullable RateLimit warningLimit, EventKeys keys) {
    this.keys = keys;
    this.limit = limit;
    this.warningLimit = warningLimit;
    this.buckets =
        new SegmentedLruCache<>(
            cacheSize, (bucket, nowNanos) -> bucket.isIdle(nowNanos), deferred::left);
  }

  /**
   * Takes a token for a write; false if there is none.
   *
   * @param isForeign whether the keys are those of an event from elsewhere
   */
  boolean allows(Event event, Observation observation, boolean isForeign, long nowNanos) {
    boolean knowsBucket = !isForeign && !observation.hasForeignLinks;
    observation.hasForeignLinks = isForeign;
    RateLimit its = EventType.isWarning(event.type()) ? warningLimit : limit;
    if (its == null) {
      observation.bucket = unlimited;
      return true;
    }
    TokenBucket bucket = bucket(observation, its, knowsBucket, nowNanos);
    if (observation.bucket != bucket) {
      observation.bucket = bucket; // only if needed: the collector's barrier costs time
    }
    return bucket.take(nowNanos);
  }

  /**
   * The bucket that the last write of an event waits for. One that has left the cache counts as
   * full, as it does for the next event.
   */
  TokenBucket bucketOf(Observation observation) {
    TokenBucket bucket = observation.bucket;
    return bucket == null || !bucket.isCached() ? unlimited : bucket;
  }

  /** Which limit a bucket has: the same number in all processes with the same options. */
  int kindOf(TokenBucket bucket) {
    RateLimit its = bucket.limit();
    return its.equals(RateLimit.UNLIMITED) ? UNLIMITED : its.equals(limit) ? LIMIT : WARNING;
  }

  /** The limit of a kind; null if there is no such kind. */
  @Nullable RateLimit limitOf(int kind) {
    return switch (kind) {
      case LIMIT -> limit;
      case WARNING -> warningLimit == null ? RateLimit.UNLIMITED : warningLimit;
      case UNLIMITED -> RateLimit.UNLIMITED;
      default -> null;
    };
  }

  /** The number of buckets. */
  int size() {
    return buckets.size();
  }

  private TokenBucket bucket(
      Observation observation, RateLimit its, boolean isKnown, long nowNanos) {
    TokenBucket last = observation.bucket;
    boolean isSame =
        last != null
            && last.isCached()
            && isKnown
            && keys.isOneBucketFor(observation.isAggregate());
    TokenBucket bucket = isSame ? last : buckets.find(keys.bucket());
    if (bucket == null) {
      bucket = new TokenBucket(its);
      buckets.add(keys.bucket(), bucket, nowNanos);
    } else {
      buckets.touch(bucket);
    }
    return bucket;
  }
}
