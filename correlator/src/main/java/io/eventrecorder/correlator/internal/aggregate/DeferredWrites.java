package io.eventrecorder.correlator.internal.aggregate;

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
    private final TokenBucket bucket;
    private final long order;
    private @Nullable Entry first;
    private @Nullable Entry last;
    private long readyAt;

    private BucketQueue(TokenBucket bucket, long order) {
      this.bucket = bucket;
      this.order = order;
    }
  }

  /** An observation in the queue of its bucket. */
  static final class Entry {
    private final Observation observation;
    private final BucketQueue queue;
    private final long ticket;
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
    Entry entry = new Entry(observation, queue, ++lastTicket);
    observation.waits = entry;
    Entry last = queue.last;
    entry.previous = last;
    queue.last = entry;
    if (last == null) {
      queue.first = entry;
      bucket.waiting = queue;
      schedule(queue, nowNanos);
    } else {
      last.next = entry;
    }
    size++;
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
  }
}
