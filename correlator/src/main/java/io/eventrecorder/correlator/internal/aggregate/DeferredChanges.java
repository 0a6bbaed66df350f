package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.correlator.internal.aggregate.DeferredWrites.BucketQueue;
import io.eventrecorder.correlator.internal.aggregate.DeferredWrites.Entry;
import io.eventrecorder.correlator.internal.cache.SegmentedLruCache;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * What has changed in {@link DeferredWrites} since the last collection, and which parts of it the
 * host may have. Only what no cache has is a part of its own: observations by their tickets, and
 * the buckets of queues by the orders of these. Everything here either waits now, or the host has a
 * part of it, so it is bounded also if it is not collected. Not thread-safe.
 */
final class DeferredChanges {
  private final SegmentedLruCache<Observation> observations;
  private final SegmentedLruCache<TokenBucket> buckets;
  private final Set<Entry> entries = new LinkedHashSet<>();
  private final Set<BucketQueue> queues = new LinkedHashSet<>();
  private final Set<Long> storedTickets = new HashSet<>();
  private final Set<Long> storedOrders = new HashSet<>();

  /** Those of parts that the host may have, and that are no longer needed. */
  private final Set<Long> goneTickets = new LinkedHashSet<>();

  private final Set<Long> goneOrders = new LinkedHashSet<>();

  DeferredChanges(
      SegmentedLruCache<Observation> observations, SegmentedLruCache<TokenBucket> buckets) {
    this.observations = observations;
    this.buckets = buckets;
  }

  /** An entry is new, or its observation has changed or has left the cache. */
  void changed(Entry entry) {
    if (entry.observation.isCached()) {
      observations.changed(entry.observation);
    } else {
      entries.add(entry);
    }
  }

  /** An observation no longer waits. */
  void left(Entry entry) {
    observations.changed(entry.observation);
    entries.remove(entry);
    if (storedTickets.remove(entry.ticket)) {
      goneTickets.add(entry.ticket);
    }
  }

  /** A queue is new, or it has changed, or its bucket has, or this has left the cache. */
  void changed(BucketQueue queue) {
    if (queue.bucket.isCached()) {
      buckets.changed(queue.bucket);
    } else {
      queues.add(queue);
    }
  }

  /** A queue is empty. */
  void left(BucketQueue queue) {
    buckets.changed(queue.bucket);
    queues.remove(queue);
    if (storedOrders.remove(queue.order)) {
      goneOrders.add(queue.order);
    }
  }

  /** The entries whose parts have changed. */
  Iterable<Entry> entries() {
    return entries;
  }

  /** The queues whose parts have changed. */
  Iterable<BucketQueue> queues() {
    return queues;
  }

  /** The host may have a part with this ticket. */
  void storesTicket(long ticket) {
    storedTickets.add(ticket);
  }

  /** The host may have a part with this order. */
  void storesOrder(long order) {
    storedOrders.add(order);
  }

  void forEachGoneTicket(LongConsumer action) {
    goneTickets.forEach(action::accept);
  }

  void forEachGoneOrder(LongConsumer action) {
    goneOrders.forEach(action::accept);
  }

  /** Everything was collected. */
  void collected() {
    entries.clear();
    queues.clear();
    goneTickets.clear();
    goneOrders.clear();
  }
}
