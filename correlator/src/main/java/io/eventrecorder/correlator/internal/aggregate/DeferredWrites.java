package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.correlator.internal.cache.SegmentedLruCache;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Observations whose newest occurrences were suppressed, in queues for the tokens of their buckets.
 * One is written when its bucket has a token for it and one more for new events. Most observations
 * never wait, so queues and entries are made on demand. Not thread-safe.
 */
final class DeferredWrites {
  /** The observations that wait for the tokens of one bucket, in order. */
  static final class BucketQueue {
    final TokenBucket bucket;
    final long order;
    private @Nullable Entry first;
    private @Nullable Entry last;
    private long readyAt;

    private BucketQueue(TokenBucket bucket, long order) {
      this.bucket = bucket;
      this.order = order;
    }

    long readyAt() {
      return readyAt;
    }
  }

  /** An observation in the queue of its bucket. */
  static final class Entry {
    final Observation observation;
    final BucketQueue queue;
    final long ticket;
    private @Nullable Entry previous;
    private @Nullable Entry next;

    private Entry(Observation observation, BucketQueue queue, long ticket) {
      this.observation = observation;
      this.queue = queue;
      this.ticket = ticket;
    }
  }

  /** Compares differences, since readings of the monotonic clock may overflow. */
  private static final Comparator<BucketQueue> BY_TIME =
      (a, b) -> {
        long later = a.readyAt - b.readyAt;
        return later != 0 ? Long.signum(later) : Long.compare(a.order, b.order);
      };

  private static final Comparator<Entry> BY_AGE = Comparator.comparingLong(entry -> entry.ticket);

  private final TreeSet<BucketQueue> queues = new TreeSet<>(BY_TIME);
  private long lastTicket;
  private long lastOrder;
  private int size;

  /** Occurrences of events that were forgotten before they were written. */
  private long lost;

  /** Null unless the changes are collected. */
  private @Nullable DeferredChanges changes;

  int size() {
    return size;
  }

  /** Adds an observation; one that waits already keeps its place. */
  void add(Observation observation, TokenBucket bucket, long nowNanos) {
    if (observation.waits != null) {
      return;
    }
    BucketQueue known = bucket.waiting;
    BucketQueue queue = known == null ? new BucketQueue(bucket, ++lastOrder) : known;
    if (append(new Entry(observation, queue, ++lastTicket))) {
      schedule(queue, nowNanos);
    }
  }

  /** Returns whether the entry is the first of its queue. */
  private boolean append(Entry entry) {
    BucketQueue queue = entry.queue;
    entry.observation.waits = entry;
    Entry last = queue.last;
    entry.previous = last;
    queue.last = entry;
    if (last == null) {
      queue.first = entry;
      queue.bucket.waiting = queue;
    } else {
      last.next = entry;
    }
    size++;
    changed(entry);
    return last == null;
  }

  /** Notes that an observation has changed, or that it has left the cache. */
  void changed(Observation observation) {
    if (changes != null && observation.waits != null) {
      changes.changed(observation.waits);
    }
  }

  /** Notes that a bucket has left the cache. */
  void left(TokenBucket bucket) {
    if (bucket.waiting != null) {
      changed(bucket.waiting);
    }
  }

  /** Notes that an event with so many unwritten occurrences was forgotten. */
  void lose(long occurrences) {
    // Damaged parts can have so many that the sum would overflow.
    lost = Math.min(ObservationFormat.MOST, lost + Math.min(ObservationFormat.MOST, occurrences));
  }

  /** The number of occurrences of forgotten events that no stored write includes. */
  long lost() {
    return lost;
  }

  /**
   * Returns the changes since the last collection; switches it on at the first call.
   *
   * @param observations told of changes of the observations that it has
   * @param buckets told of changes of the buckets that it has
   */
  DeferredChanges changes(
      SegmentedLruCache<Observation> observations, SegmentedLruCache<TokenBucket> buckets) {
    if (changes == null) {
      DeferredChanges its = new DeferredChanges(observations, buckets);
      for (BucketQueue queue : queues) {
        its.changed(queue);
        for (Entry entry = queue.first; entry != null; entry = entry.next) {
          its.changed(entry);
        }
      }
      changes = its;
    }
    return changes;
  }

  /** Forgets the queues that were taken back, before {@link #restore}. */
  void dropRestored() {
    lastOrder = 0;
    changes = null;
  }

  /** Makes a queue of an earlier correlator. It has no effect before {@link #restore}. */
  BucketQueue restoreQueue(TokenBucket bucket, long order, long readyAt, long nowNanos) {
    BucketQueue queue = new BucketQueue(bucket, order);
    long wait = readyAt - nowNanos;
    boolean isPossible = wait >= -RateLimit.LONGEST_WAIT && wait <= RateLimit.LONGEST_WAIT;
    queue.readyAt = isPossible ? readyAt : nowNanos; // other times could not be compared
    lastOrder = Math.max(lastOrder, order);
    return queue;
  }

  /** Adds the observation of an earlier correlator to a queue that is not back. */
  void restore(Observation observation, TokenBucket bucket, long ticket, long nowNanos) {
    BucketQueue known = bucket.waiting;
    restore(
        observation,
        known == null ? restoreQueue(bucket, lastOrder + 1, nowNanos, nowNanos) : known,
        ticket);
  }

  /** Adds the observation of an earlier correlator. The tickets must come in their order. */
  void restore(Observation observation, BucketQueue queue, long ticket) {
    lastTicket = Math.max(lastTicket, ticket);
    if (append(new Entry(observation, queue, ticket))) {
      queues.add(queue);
      changed(queue);
    }
  }

  void remove(Observation observation) {
    Entry entry = observation.waits;
    if (entry == null) {
      return;
    }
    if (entry.queue.first == entry.queue.last) {
      queues.remove(entry.queue);
    }
    unlink(entry);
  }

  /** Removes all observations for which there are tokens, and takes the tokens. Oldest first. */
  List<Observation> pollReady(long nowNanos) {
    List<Entry> ready = new ArrayList<>();
    while (!queues.isEmpty() && queues.first().readyAt - nowNanos <= 0) {
      BucketQueue queue = queues.first();
      queues.remove(queue);
      takeTokens(queue, nowNanos, ready);
      if (queue.first != null) {
        schedule(queue, nowNanos);
      }
    }
    return oldestFirst(ready);
  }

  OptionalLong nextReadyNanos() {
    return queues.isEmpty() ? OptionalLong.empty() : OptionalLong.of(queues.first().readyAt);
  }

  /** Passes all observations to the action, oldest first. */
  void forEach(Consumer<Observation> action) {
    List<Entry> all = new ArrayList<>(size);
    for (BucketQueue queue : queues) {
      for (Entry entry = queue.first; entry != null; entry = entry.next) {
        all.add(entry);
      }
    }
    oldestFirst(all).forEach(action);
  }

  private static List<Observation> oldestFirst(List<Entry> entries) {
    entries.sort(BY_AGE);
    List<Observation> observations = new ArrayList<>(entries.size());
    entries.forEach(entry -> observations.add(entry.observation));
    return observations;
  }

  private void takeTokens(BucketQueue queue, long nowNanos, List<Entry> ready) {
    TokenBucket bucket = queue.bucket;
    int needed = bucket.limit().neededForDeferred();
    @Nullable Entry first = queue.first;
    while (first != null && bucket.available(nowNanos) >= needed && bucket.take(nowNanos)) {
      unlink(first);
      ready.add(first);
      first = queue.first;
    }
  }

  private void schedule(BucketQueue queue, long nowNanos) {
    int needed = queue.bucket.limit().neededForDeferred();
    boolean ready = queue.bucket.available(nowNanos) >= needed;
    queue.readyAt = ready ? nowNanos : queue.bucket.readyAt(needed);
    queues.add(queue);
    changed(queue);
  }

  private void unlink(Entry entry) {
    BucketQueue queue = entry.queue;
    Entry previous = entry.previous;
    Entry next = entry.next;
    if (previous == null) {
      queue.first = next;
    } else {
      previous.next = next;
    }
    if (next == null) {
      queue.last = previous;
    } else {
      next.previous = previous;
    }
    entry.previous = null;
    entry.next = null;
    entry.observation.waits = null;
    if (queue.first == null) {
      queue.bucket.waiting = null;
    }
    size--;
    if (!entry.observation.isCached()) {
      lose(entry.observation.unwritten());
    }
    if (changes != null) {
      changes.left(entry);
      if (queue.first == null) {
        changes.left(queue);
      } else {
        changes.changed(queue);
      }
    }
  }

  private void changed(Entry entry) {
    if (changes != null) {
      changes.changed(entry);
    }
  }

  private void changed(BucketQueue queue) {
    if (changes != null) {
      changes.changed(queue);
    }
  }
}
