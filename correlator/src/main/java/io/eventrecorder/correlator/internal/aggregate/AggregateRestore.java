package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.correlator.internal.aggregate.DeferredWrites.BucketQueue;
import io.eventrecorder.correlator.internal.cache.Position;
import io.eventrecorder.correlator.internal.state.StateReader;
import io.eventrecorder.spi.StateFormatException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what {@link AggregateMemory} handed over, and links it. It is used once, for a
 * correlator that has seen no event. Not thread-safe.
 */
public final class AggregateRestore {
  /** An observation that is back, and the numbers of what it is linked to; 0: nothing. */
  private record Links(
      Observation observation, boolean isQueues, long bucket, long ticket, long order) {}

  private final AggregateMemory memory;
  private final List<byte[]> keys = new ArrayList<>();
  private final List<Links> links = new ArrayList<>();
  private final Map<Long, BucketQueue> queues = new HashMap<>();
  private final DeferredChanges changes;

  /** Equal texts as one object: many parts have the same ones. */
  private final Map<String, String> texts = new HashMap<>();

  private long lost;
  private boolean hasSecret;

  private final long nowNanos;

  /** Makes a restore into an empty memory. */
  public AggregateRestore(AggregateMemory memory, long nowNanos) {
    this.memory = memory;
    this.nowNanos = nowNanos;
    this.changes = memory.deferredChanges();
  }

  /** Takes one part back. */
  public void restore(byte[] key, byte[] value) {
    StateReader of = new StateReader(key);
    StateReader in = new StateReader(value);
    int kind = of.readByte();
    if (kind != AggregateMemory.EXTERNAL) {
      in.readVersion("a part of the correlator aggregating", AggregateMemory.VERSION);
    }
    switch (kind) {
      case AggregateMemory.SECRET -> {
        memory.hasher.setSecret(in.readFingerprint());
        hasSecret = true;
      }
      case AggregateMemory.LOST ->
          lost = in.readNumber("a number of lost occurrences", 0, ObservationFormat.MOST);
      case AggregateMemory.OBSERVATION -> restoreObservation(of, in);
      case AggregateMemory.GROUP -> restoreGroup(of, in);
      case AggregateMemory.BUCKET -> restoreBucket(of, in);
      case AggregateMemory.EXTERNAL -> memory.external.restore(of.readFingerprint(), in);
      case AggregateMemory.WAITING -> restoreWaiting(of, in);
      case AggregateMemory.QUEUE -> restoreQueue(of, in);
      default -> throw unknown(kind);
    }
    of.end();
    in.end();
    keys.add(key);
  }

  /** All parts are back. Without the secret no key finds them, so they are dropped. */
  public void restored() {
    if (!hasSecret) {
      memory.drop(keys);
      return;
    }
    Map<Long, Observation> observations = memory.observations.restored();
    memory.groups.restored();
    Map<Long, TokenBucket> buckets = memory.buckets.restored();
    memory.external.restored(observations, memory.observations::reserve);
    long unwritten = lost;
    for (Links its : links) {
      its.observation.bucket = buckets.get(its.bucket);
      its.observation.hasForeignLinks = true; // so that the next event looks its bucket up
      unwritten = Math.min(ObservationFormat.MOST, unwritten + its.observation.unwritten());
    }
    restoreWaits();
    memory.deferred.lose(lost);
    memory.storedLost = lost;
    memory.counter.restoreUnwritten(unwritten);
    memory.trim();
  }

  private void restoreObservation(StateReader of, StateReader in) {
    Position position = Position.read(in);
    Observation its = ObservationFormat.read(in, this::shared);
    memory.observations.restore(of.readFingerprint(), its, position);
    int flags = in.readByte();
    if (flags > (AggregateMemory.WAITS | AggregateMemory.HAS_BUCKET)) {
      throw in.damaged("the links of an event are " + flags);
    }
    boolean waits = (flags & AggregateMemory.WAITS) != 0;
    long ticket = waits ? Position.readNumber(in) : 0;
    long order = waits ? Position.readNumber(in) : 0;
    boolean isQueues = waits && in.readBoolean();
    long bucket = (flags & AggregateMemory.HAS_BUCKET) != 0 ? Position.readNumber(in) : 0;
    links.add(new Links(its, isQueues, bucket, ticket, order));
  }

  private void restoreWaiting(StateReader of, StateReader in) {
    long ticket = of.readLong();
    Observation its = ObservationFormat.read(in, this::shared);
    links.add(new Links(its, false, 0, checked(of, ticket), Position.readNumber(in)));
    changes.storesTicket(ticket);
  }

  private void restoreGroup(StateReader of, StateReader in) {
    Position position = Position.read(in);
    Group group = new Group(in, this::shared);
    memory.groups.restore(of.readFingerprint(), group, position);
  }

  private void restoreBucket(StateReader of, StateReader in) {
    Position position = Position.read(in);
    int kind = in.readByte();
    TokenBucket bucket =
        new TokenBucket(limit(in, kind & ~AggregateMemory.HAS_QUEUE), in, nowNanos);
    if ((kind & AggregateMemory.HAS_QUEUE) != 0) {
      long order = Position.readNumber(in);
      addQueue(in, bucket, order, in.readZigzag());
    }
    memory.buckets.restore(of.readFingerprint(), bucket, position);
  }

  private void restoreQueue(StateReader of, StateReader in) {
    long order = checked(of, of.readLong());
    RateLimit limit = limit(in, in.readByte());
    long readyAt = in.readZigzag();
    boolean isUnlimited = limit.equals(RateLimit.UNLIMITED);
    TokenBucket bucket =
        isUnlimited ? memory.limiter.unlimited : new TokenBucket(limit, in, nowNanos);
    addQueue(in, bucket, order, readyAt);
    changes.storesOrder(order);
  }

  private void addQueue(StateReader in, TokenBucket bucket, long order, long readyAt) {
    BucketQueue queue = memory.deferred.restoreQueue(bucket, order, readyAt, nowNanos);
    if (queues.put(order, queue) != null) {
      throw in.damaged("two queues have the number " + order);
    }
  }

  /** Fills the queues, oldest first. An event whose queue is missing is due at once. */
  private void restoreWaits() {
    List<Links> waiting = new ArrayList<>();
    for (Links its : links) {
      if (its.ticket > 0) {
        waiting.add(its);
      }
    }
    waiting.sort(Comparator.comparingLong(Links::ticket));
    for (Links its : waiting) {
      BucketQueue queue = queues.get(its.order);
      if (queue == null) {
        memory.deferred.restore(its.observation, memory.limiter.unlimited, its.ticket, nowNanos);
      } else {
        memory.deferred.restore(its.observation, queue, its.ticket);
        if (its.isQueues) {
          its.observation.bucket = queue.bucket;
        }
      }
    }
    for (BucketQueue queue : queues.values()) {
      if (queue.bucket.waiting != queue) { // what waited in it is missing
        changes.left(queue);
      }
    }
  }

  private RateLimit limit(StateReader in, int kind) {
    RateLimit limit = memory.limiter.limitOf(kind);
    if (limit == null) {
      throw in.damaged("there is no rate limit of kind " + kind);
    }
    return limit;
  }

  private static long checked(StateReader of, long number) {
    if (number <= 0 || number > Position.MAX) {
      throw of.damaged("the number of a part is " + number);
    }
    return number;
  }

  private String shared(String text) {
    @Nullable String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  private static StateFormatException unknown(int kind) {
    return new StateFormatException(
        "the stored memory has a part of kind "
            + kind
            + ", which the correlator aggregating does not know. Use the program and the correlator"
            + " that stored it, or delete the stored memory");
  }
}
