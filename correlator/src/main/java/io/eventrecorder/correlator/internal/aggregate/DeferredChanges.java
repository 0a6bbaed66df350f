package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.correlator.internal.aggregate.DeferredWrites.BucketQueue;
import io.eventrecorder.correlator.internal.aggregate.DeferredWrites.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What has changed in {@link DeferredWrites} since the last collection, and which parts of it the
 * host has. Only what no cache has is a part of its own: observations by their tickets, and the
 * buckets of queues by the orders of these. Not thread-safe.
 */
final class DeferredChanges {
  private Set<Entry> entries = new LinkedHashSet<>();
  private Set<BucketQueue> queues = new LinkedHashSet<>();

  /** The tickets and orders of parts that the host has. */
  final Set<Long> storedTickets = new HashSet<>();

  final Set<Long> storedOrders = new HashSet<>();

  void changed(Entry entry) {
    entries.add(entry);
  }

  void changed(BucketQueue queue) {
    queues.add(queue);
  }

  List<Entry> takeEntries() {
    List<Entry> taken = new ArrayList<>(entries);
    entries = new LinkedHashSet<>();
    return taken;
  }

  List<BucketQueue> takeQueues() {
    List<BucketQueue> taken = new ArrayList<>(queues);
    queues = new LinkedHashSet<>();
    return taken;
  }
}
