package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.correlator.internal.aggregate.DeferredWrites.BucketQueue;
import io.eventrecorder.correlator.internal.aggregate.DeferredWrites.Entry;
import io.eventrecorder.correlator.internal.cache.Position;
import io.eventrecorder.correlator.internal.cache.SegmentedLruCache;
import io.eventrecorder.correlator.internal.external.ExternalCounts;
import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.correlator.internal.hash.Hasher;
import io.eventrecorder.correlator.internal.state.PartKey;
import io.eventrecorder.correlator.internal.state.StateWriter;
import io.eventrecorder.spi.StatefulCorrelator.Parts;
import java.util.List;

/**
 * Hands over the memory of the correlator, part by part. {@link AggregateRestore} takes it back. A
 * link to another part is the number of its node ({@link Position#added}). Not thread-safe.
 */
public final class AggregateMemory {
  static final int SECRET = 'S';
  static final int LOST = 'L';
  static final int OBSERVATION = 'O';
  static final int GROUP = 'G';
  static final int BUCKET = 'B';
  static final int EXTERNAL = 'E';
  static final int WAITING = 'W';
  static final int QUEUE = 'Q';

  /** The version of all parts. */
  static final int VERSION = 1;

  /** The observation waits; ticket and queue follow, and whether its bucket is the queue's. */
  static final int WAITS = 1;

  /**
   * The number of its bucket follows. The links to group and bucket only save look-ups, except for
   * an observation that must still be written: it may have to wait for the tokens of its bucket.
   */
  static final int HAS_BUCKET = 2;

  /** Added to the kind of a bucket that events wait for. */
  static final int HAS_QUEUE = 4;

  private static final long UNKNOWN = -1;

  final Hasher hasher;
  final SegmentedLruCache<Observation> observations;
  final SegmentedLruCache<Group> groups;
  final SegmentedLruCache<TokenBucket> buckets;
  final ExternalCounts<Observation> external;
  final OccurrenceCounter counter;
  final RateLimiter limiter;
  final DeferredWrites deferred;

  /** Whether the host has all that was handed over. */
  private boolean isStarted;

  /** What the host has as {@link #LOST}; {@link #UNKNOWN} if that did not arrive. */
  long storedLost;

  /** Keys of parts that the host has, and that were dropped. */
  private List<byte[]> dropped = List.of();

  private final StateWriter out = new StateWriter();

  /** Makes the memory of these stages. */
  public AggregateMemory(
      Hasher hasher,
      Aggregator aggregator,
      OccurrenceCounter counter,
      WriteStage writes,
      ExternalCounts<Observation> external) {
    this.hasher = hasher;
    this.observations = counter.observations;
    this.groups = aggregator.groups;
    this.buckets = writes.limiter.buckets;
    this.external = external;
    this.counter = counter;
    this.limiter = writes.limiter;
    this.deferred = writes.deferred;
  }

  /**
   * Hands over what has changed since the last call that did not throw; everything at the first
   * one.
   */
  public void changes(Parts parts) {
    boolean isFirst = !isStarted;
    isStarted = false; // until all have arrived
    dropped.forEach(parts::remove);
    long lost = deferred.lost();
    if (isFirst || lost != storedLost) {
      writeLost(parts, lost);
    }
    if (isFirst) {
      start().writeFingerprint(hasher.secret());
      parts.put(PartKey.of(SECRET), out.toBytes());
    }
    DeferredChanges changes = deferredChanges();
    changes.forEachGoneTicket(ticket -> parts.remove(PartKey.of(WAITING, ticket)));
    changes.forEachGoneOrder(order -> parts.remove(PartKey.of(QUEUE, order)));
    changes.entries().forEach(entry -> write(entry, changes, parts));
    changes.queues().forEach(queue -> write(queue, changes, parts));
    observations.collect(
        new KindOfPart<>(OBSERVATION, parts) {
          @Override
          void write(Observation its) {
            AggregateMemory.this.write(its);
          }
        });
    groups.collect(
        new KindOfPart<>(GROUP, parts) {
          @Override
          void write(Group its) {
            its.write(out);
          }
        });
    buckets.collect(
        new KindOfPart<>(BUCKET, parts) {
          @Override
          void write(TokenBucket its) {
            AggregateMemory.this.write(its);
          }
        });
    external.collect(EXTERNAL, parts, observations::numberOf);
    dropped = List.of();
    storedLost = lost;
    changes.collected();
    observations.collected();
    groups.collected();
    buckets.collected();
    external.collected();
    isStarted = true;
  }

  /** What has changed of what waits; from now on this is collected. */
  DeferredChanges deferredChanges() {
    return deferred.changes(observations, buckets);
  }

  /** Forgets at most so much that time has made useless; returns how much. */
  public int expire(int most, long nowNanos) {
    int forgotten = observations.expire(most, nowNanos);
    forgotten += external.expire(most - forgotten, nowNanos);
    forgotten += groups.expire(most - forgotten, nowNanos);
    return forgotten + buckets.expire(most - forgotten, nowNanos);
  }

  /** Drops all parts that are back. */
  void drop(List<byte[]> keys) {
    dropped = keys;
    observations.dropRestored();
    groups.dropRestored();
    buckets.dropRestored();
    external.dropRestored();
    deferred.dropRestored();
  }

  /** Removes what is more than the capacities. */
  void trim() {
    observations.trim();
    groups.trim();
    buckets.trim();
    external.trim();
  }

  private void writeLost(Parts parts, long lost) {
    long before = storedLost;
    storedLost = UNKNOWN;
    if (lost != 0) {
      start().writeVarint(lost);
      parts.put(PartKey.of(LOST), out.toBytes());
    } else if (before != 0) {
      parts.remove(PartKey.of(LOST));
    }
  }

  private void write(Observation its) {
    ObservationFormat.write(out, its);
    Entry waits = its.waits;
    TokenBucket bucket = its.bucket;
    boolean isQueues = waits != null && waits.queue.bucket == bucket;
    boolean hasBucket = !isQueues && its.needsLastWrite() && bucket != null && bucket.isCached();
    out.writeByte((waits != null ? WAITS : 0) | (hasBucket ? HAS_BUCKET : 0));
    if (waits != null) {
      out.writeVarint(waits.ticket).writeVarint(waits.queue.order).writeBoolean(isQueues);
    }
    if (bucket != null && hasBucket) {
      out.writeVarint(buckets.numberOf(bucket));
    }
  }

  private void write(TokenBucket its) {
    BucketQueue queue = its.waiting;
    out.writeByte(limiter.kindOf(its) | (queue == null ? 0 : HAS_QUEUE));
    its.write(out);
    if (queue != null) {
      out.writeVarint(queue.order).writeZigzag(queue.readyAt());
    }
  }

  /** Writes an observation that waits and is in no cache. */
  private void write(Entry entry, DeferredChanges changes, Parts parts) {
    start();
    ObservationFormat.write(out, entry.observation);
    out.writeVarint(entry.queue.order);
    changes.storesTicket(entry.ticket); // before: the receiver may keep it, and throw
    parts.put(PartKey.of(WAITING, entry.ticket), out.toBytes());
  }

  /** Writes a queue whose bucket is in no cache. */
  private void write(BucketQueue queue, DeferredChanges changes, Parts parts) {
    TokenBucket bucket = queue.bucket;
    start().writeByte(limiter.kindOf(bucket)).writeZigzag(queue.readyAt());
    if (bucket != limiter.unlimited) {
      bucket.write(out);
    }
    changes.storesOrder(queue.order);
    parts.put(PartKey.of(QUEUE, queue.order), out.toBytes());
  }

  private StateWriter start() {
    return out.clear().writeByte(VERSION);
  }

  /** Writes the nodes of one cache. */
  private abstract class KindOfPart<N> implements SegmentedLruCache.Changes<N> {
    private final int kind;
    private final Parts parts;

    KindOfPart(int kind, Parts parts) {
      this.kind = kind;
      this.parts = parts;
    }

    abstract void write(N node);

    @Override
    public void removed(Fingerprint key) {
      parts.remove(PartKey.of(kind, key));
    }

    @Override
    public void changed(Fingerprint key, N node, Position position) {
      position.write(start());
      write(node);
      parts.put(PartKey.of(kind, key), out.toBytes());
    }
  }
}
