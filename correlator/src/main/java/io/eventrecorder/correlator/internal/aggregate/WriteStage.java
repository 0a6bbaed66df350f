package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.internal.key.EventKeys;
import io.eventrecorder.spi.Correlation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Stage 3. Writes an event if its bucket has a token; otherwise suppresses it and keeps it for a
 * deferred write. Not thread-safe.
 */
public final class WriteStage {
  /** A lower bound for the greatest number of deferred writes. */
  private static final int MIN_DEFERRED = 1024;

  private final long maxDeferred;
  private final EventKeys keys;
  final RateLimiter limiter;
  private final CorrelationWriter writer;
  final DeferredWrites deferred;

  /**
   * Makes a stage without deferred writes.
   *
   * @param cacheSize half of the greatest number of deferred writes of forgotten events
   */
  public WriteStage(int cacheSize, EventKeys keys, RateLimiter limiter, CorrelationWriter writer) {
    this.maxDeferred = 2L * Math.max(MIN_DEFERRED, cacheSize);
    this.keys = keys;
    this.limiter = limiter;
    this.deferred = limiter.deferred;
    this.writer = writer;
  }

  /**
   * Writes all occurrences of an event, or suppresses the newest.
   *
   * @param aggregateAt when the newest happened, if it must be written as an aggregate; else null
   */
  public Correlation write(
      Observation observation, Event newest, @Nullable Instant aggregateAt, long now) {
    return write(observation, newest, aggregateAt, newest.isFromElsewhere(), now);
  }

  /**
   * As above.
   *
   * @param isForeign whether the keys are those of an event from elsewhere
   */
  private Correlation write(
      Observation observation,
      Event newest,
      @Nullable Instant aggregateAt,
      boolean isForeign,
      long now) {
    if (!limiter.allows(newest, observation, isForeign, now)) {
      defer(observation, newest, aggregateAt, now);
      return Correlation.suppress();
    }
    deferred.remove(observation);
    return writer.write(observation, newest, aggregateAt, keys.identity(aggregateAt != null));
  }

  /**
   * Tries again to write what was suppressed or given up.
   *
   * @param state a state of the event that adds nothing to its count
   * @param at when it happened
   */
  public Correlation retry(Observation observation, Event state, Instant at, long now) {
    Event latest = observation.latest;
    if (latest != null) {
      return write(observation, latest, observation.aggregateAt, true, now);
    }
    observation.repeated = true; // this state may be older than the newest
    return write(observation, state, observation.isAggregate() ? at : null, true, now);
  }

  /**
   * A write was given up, and the event may not exist in the store.
   *
   * @param rejected whether the sink rejected the create, and would reject it again
   */
  public void notRecorded(AggregateAttachment attachment, Event written, boolean rejected) {
    if (!attachment.isUnrecorded()) {
      return;
    }
    Observation observation = attachment.observation();
    observation.created = false;
    observation.resourceVersion = "";
    if (rejected) {
      observation.refusedUpTo = Math.max(observation.refusedUpTo, attachment.upTo());
    }
    if (observation.isCached()) {
      deferred.remove(observation);
    }
    observation.giveBack(attachment, written);
  }

  /** A write was given up, but the event exists in the store. */
  public void notUpdated(AggregateAttachment attachment, Event written, Event inStore) {
    if (!attachment.isUnrecorded()) {
      return;
    }
    Observation observation = attachment.observation();
    observation.created = true; // an earlier create may have been given up
    observation.name = inStore.name();
    observation.resourceVersion = inStore.resourceVersion();
    observation.giveBack(attachment, written);
  }

  /** A write is stored that has so many occurrences more than those before. */
  public void found(AggregateAttachment attachment, long more) {
    if (!attachment.observation().isKept()) {
      deferred.lose(-more);
    }
  }

  /** Notes that an observation has changed. */
  public void changed(Observation observation) {
    deferred.changed(observation);
  }

  /** Removes the deferred write of an event, if there is one. */
  public void cancel(Observation observation) {
    deferred.remove(observation);
  }

  /** Keeps the last write of an event that is being forgotten. */
  public void forget(Observation observation, long now) {
    boolean waited = observation.waits != null;
    if (deferred.size() >= maxDeferred) {
      deferred.remove(observation);
    } else if (observation.needsLastWrite()) {
      deferred.add(observation, limiter.bucketOf(observation), now);
    }
    if (observation.waits != null) {
      deferred.changed(observation);
    } else if (!waited) {
      deferred.lose(observation.unwritten());
    }
  }

  /** The deferred writes for which there are tokens, oldest first. */
  public List<Correlation> due(long now) {
    return writes(deferred.pollReady(now));
  }

  /** When the next deferred write is due. */
  public OptionalLong nextDueNanos() {
    return deferred.nextReadyNanos();
  }

  /** All writes that are missing. They take no tokens. */
  public List<Correlation> drain(OccurrenceCounter counter) {
    List<Observation> behind = new ArrayList<>();
    deferred.forEach(behind::add);
    counter.forEach(
        observation -> {
          if (observation.waits == null && observation.needsLastWrite()) {
            behind.add(observation);
            counter.changed(observation);
          }
        });
    behind.forEach(deferred::remove);
    return writes(behind);
  }

  /** Adds the gauges {@code buckets} and {@code waiting}. */
  public void addTo(Map<String, Long> gauges) {
    gauges.put("buckets", (long) limiter.size());
    gauges.put("waiting", (long) deferred.size());
  }

  /** How often a function of the application failed to make a message. */
  public long failures() {
    return writer.failures();
  }

  private void defer(
      Observation observation, Event newest, @Nullable Instant aggregateAt, long now) {
    if (observation.everCreated) {
      observation.latest = newest;
      observation.aggregateAt = aggregateAt;
    }
    TokenBucket bucket = observation.bucket;
    if (observation.created && bucket != null) {
      deferred.add(observation, bucket, now);
    }
  }

  private List<Correlation> writes(List<Observation> behind) {
    List<Correlation> writes = new ArrayList<>(behind.size());
    for (Observation observation : behind) {
      Event latest = observation.latest;
      if (latest != null) {
        writes.add(writer.write(observation, latest, observation.aggregateAt, ""));
      }
    }
    return writes;
  }
}
