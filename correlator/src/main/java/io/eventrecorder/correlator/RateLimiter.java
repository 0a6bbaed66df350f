package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.EventType;

/**
 * Stage 3. A write takes a token from the bucket of its rate-limit key; without one it is
 * suppressed, and the bucket is left as it was.
 */
final class RateLimiter {
  private final EventKeys keys;
  private final Budget budget;
  private final Budget warningBudget;
  private final boolean warningsUnlimited;
  private final Bucket unlimited = new Bucket(new Fingerprint(), Budget.UNLIMITED);
  private final RecencyCache<Bucket> buckets;

  RateLimiter(CorrelatorOptions options, EventKeys keys) {
    this.keys = keys;
    this.budget = options.budget();
    this.warningsUnlimited = options.warningsUnlimited();
    this.warningBudget = options.warningBudget();
    this.buckets =
        new RecencyCache<>(
            options.cacheSize(), (bucket, nowNanos) -> bucket.isIdle(nowNanos), bucket -> {});
  }

  /** Whether the event may be written; if so, it is paid. */
  boolean allows(Event event, Observation observation, long nowNanos) {
    boolean warning = EventType.isWarning(event.type());
    if (warning && warningsUnlimited) {
      observation.bucket = unlimited;
      return true;
    }
    Bucket bucket = bucket(observation, warning ? warningBudget : budget, nowNanos);
    observation.bucket = bucket;
    return bucket.take(nowNanos);
  }

  int size() {
    return buckets.size();
  }

  private Bucket bucket(Observation observation, Budget its, long nowNanos) {
    Bucket last = observation.bucket;
    Bucket bucket =
        last != null && last.isCached() && keys.bucketFollowsFrom(observation)
            ? last
            : buckets.find(keys.bucket());
    if (bucket == null) {
      bucket = new Bucket(keys.bucket(), its);
      buckets.add(bucket, nowNanos);
    } else {
      buckets.touch(bucket);
    }
    return bucket;
  }
}
