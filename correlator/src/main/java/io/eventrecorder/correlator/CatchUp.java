package io.eventrecorder.correlator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Observations whose newest occurrences were suppressed, in line for the tokens of their buckets.
 * One is written when its bucket has a token for it and one more for news.
 */
final class CatchUp {
  /** Differences, since readings of the monotonic clock may overflow. */
  private static final Comparator<Bucket> BY_TIME =
      (a, b) -> {
        long later = a.readyAt - b.readyAt;
        return later != 0 ? Long.signum(later) : Long.compare(a.order, b.order);
      };

  private static final Comparator<Observation> BY_AGE = Comparator.comparingLong(o -> o.ticket);

  private final TreeSet<Bucket> waitedFor = new TreeSet<>(BY_TIME);
  private long lastTicket;
  private long lastOrder;
  private int size;

  int size() {
    return size;
  }

  /** Puts an observation in line; one that is in line already keeps its place. */
  void add(Observation observation, Bucket bucket, long nowNanos) {
    if (observation.waitingFor != null) {
      return;
    }
    observation.ticket = ++lastTicket;
    observation.waitingFor = bucket;
    Observation last = bucket.lastWaiting;
    observation.waitsAfter = last;
    bucket.lastWaiting = observation;
    if (last == null) {
      bucket.firstWaiting = observation;
      bucket.order = ++lastOrder;
      expect(bucket, nowNanos);
    } else {
      last.waitsBefore = observation;
    }
    size++;
  }

  void remove(Observation observation) {
    Bucket bucket = observation.waitingFor;
    if (bucket == null) {
      return;
    }
    if (bucket.firstWaiting == bucket.lastWaiting) {
      waitedFor.remove(bucket);
    }
    unlink(observation, bucket);
  }

  /** Takes out all whose turn it is, paid, oldest first. */
  List<Observation> takeReady(long nowNanos) {
    List<Observation> ready = new ArrayList<>();
    while (!waitedFor.isEmpty() && waitedFor.first().readyAt - nowNanos <= 0) {
      Bucket bucket = waitedFor.first();
      waitedFor.remove(bucket);
      payFor(bucket, nowNanos, ready);
      if (bucket.firstWaiting != null) {
        expect(bucket, nowNanos);
      }
    }
    ready.sort(BY_AGE);
    return ready;
  }

  OptionalLong nextNanos() {
    return waitedFor.isEmpty() ? OptionalLong.empty() : OptionalLong.of(waitedFor.first().readyAt);
  }

  /** Oldest first. */
  void forEach(Consumer<Observation> action) {
    List<Observation> all = new ArrayList<>(size);
    for (Bucket bucket : waitedFor) {
      for (Observation o = bucket.firstWaiting; o != null; o = o.waitsBefore) {
        all.add(o);
      }
    }
    all.sort(BY_AGE);
    all.forEach(action);
  }

  private void payFor(Bucket bucket, long nowNanos, List<Observation> ready) {
    int needed = bucket.budget.neededToCatchUp();
    @Nullable Observation first = bucket.firstWaiting;
    while (first != null
        && bucket.tokens.available(nowNanos) >= needed
        && bucket.tokens.take(nowNanos)) {
      unlink(first, bucket);
      ready.add(first);
      first = bucket.firstWaiting;
    }
  }

  private void expect(Bucket bucket, long nowNanos) {
    int needed = bucket.budget.neededToCatchUp();
    boolean now = bucket.tokens.available(nowNanos) >= needed;
    bucket.readyAt = now ? nowNanos : bucket.tokens.readyAt(needed);
    waitedFor.add(bucket);
  }

  private void unlink(Observation observation, Bucket bucket) {
    Observation earlier = observation.waitsAfter;
    Observation later = observation.waitsBefore;
    if (earlier == null) {
      bucket.firstWaiting = later;
    } else {
      earlier.waitsBefore = later;
    }
    if (later == null) {
      bucket.lastWaiting = earlier;
    } else {
      later.waitsAfter = earlier;
    }
    observation.waitsAfter = null;
    observation.waitsBefore = null;
    observation.waitingFor = null;
    size--;
  }
}
