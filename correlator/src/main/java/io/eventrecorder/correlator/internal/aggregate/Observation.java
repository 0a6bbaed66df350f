package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.internal.cache.CacheNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the correlator {@code aggregating} remembers of an event. Occurrences have numbers from 1.
 * The count of the event may differ from these numbers: it may start higher, and the store may
 * raise it.
 */
public final class Observation extends CacheNode {
  private static final int UNKNOWN = -1;

  /** The name that the event has or will have in the store. */
  String name;

  String resourceVersion;

  /** Its scope and its uid. */
  Origin origin;

  /** The first and last occurrence, as numbers to save memory: there are many observations. */
  private long firstSecond;

  private long lastSecond;
  private int firstNano = UNKNOWN;
  private int lastNano = UNKNOWN;
  int count;

  /** The part of the count that only the store knew. */
  int raised;

  /** The newest occurrence. */
  long seen;

  /** The newest occurrence in a write that was handed out and not given up. */
  long handedOut;

  /** The newest occurrence in a stored write. */
  long recorded;

  /** The newest occurrence in a create that the sink rejected. */
  long refusedUpTo;

  /** Whether a create was handed out and not given up; if so, the next write is a patch. */
  boolean created;

  /** Whether a create was ever handed out. */
  boolean everCreated;

  /** Whether it differs from the single event that started it. */
  boolean repeated;

  long lastSeenNanos;

  /** Non-null if it is an aggregate. */
  @Nullable AggregateMetadata metadata;

  /** Group and bucket of the last occurrence. They save look-ups as long as they are cached. */
  @Nullable Group group;

  @Nullable TokenBucket bucket;

  /**
   * Whether these are of an event from elsewhere. It is found by its uid, so the fields that choose
   * group and bucket may differ from those of other events here.
   */
  boolean hasForeignLinks;

  /** The newest occurrence; null once a write includes it. */
  @Nullable Event latest;

  /** When {@link #latest} happened, if it must be written as an aggregate; else null. */
  @Nullable Instant aggregateAt;

  /** The entry in {@link DeferredWrites}; null if it does not wait. */
  DeferredWrites.@Nullable Entry waits;

  Observation(Origin origin, String name, String resourceVersion) {
    this.origin = origin;
    this.name = name;
    this.resourceVersion = resourceVersion;
  }

  /** Where its object lives. */
  String scope() {
    return origin.scope();
  }

  /** The uid of all its states; empty if none. */
  String uid() {
    return origin.uid();
  }

  /** Whether the correlator still has it: it is in the cache, or it waits for its last write. */
  boolean isKept() {
    return isCached() || waits != null;
  }

  /** The number of occurrences that no stored write includes. */
  long unwritten() {
    return seen - recorded;
  }

  /** Whether it counts events that were combined. */
  public boolean isAggregate() {
    return metadata != null;
  }

  /** What an aggregate adds to the newest event; nothing if it is not an aggregate. */
  AggregateMetadata metadata() {
    return metadata == null ? AggregateMetadata.NONE : metadata;
  }

  /**
   * The time of the first occurrence; null if not known.
   *
   * @param known returned if it is the same time, so that no object is made
   */
  @Nullable Instant first(@Nullable Instant known) {
    return time(firstSecond, firstNano, known);
  }

  void setFirst(@Nullable Instant time) {
    firstSecond = time == null ? 0 : time.getEpochSecond();
    firstNano = time == null ? UNKNOWN : time.getNano();
  }

  /**
   * The time of the last occurrence; null if not known.
   *
   * @param known returned if it is the same time, so that no object is made
   */
  @Nullable Instant last(@Nullable Instant known) {
    return time(lastSecond, lastNano, known);
  }

  private static @Nullable Instant time(long second, int nano, @Nullable Instant known) {
    boolean same = known != null && known.getEpochSecond() == second && known.getNano() == nano;
    return same ? known : nano == UNKNOWN ? null : Instant.ofEpochSecond(second, nano);
  }

  void setLast(@Nullable Instant time) {
    lastSecond = time == null ? 0 : time.getEpochSecond();
    lastNano = time == null ? UNKNOWN : time.getNano();
  }

  /** Moves the first time back and the last time forward as needed. Null changes nothing. */
  void extend(@Nullable Instant first, @Nullable Instant last) {
    if (first != null && (firstNano == UNKNOWN || isBefore(first, firstSecond, firstNano))) {
      setFirst(first);
    }
    if (last != null && (lastNano == UNKNOWN || !isBefore(last, lastSecond, lastNano))) {
      setLast(last);
    }
    if (firstNano != UNKNOWN && lastNano != UNKNOWN && isBackwards()) {
      lastSecond = firstSecond;
      lastNano = firstNano;
    }
  }

  /** Forgets the latest event, since a write includes it. */
  void clearLatest() {
    latest = null;
    aggregateAt = null;
  }

  /** Makes the occurrences of a write that was given up unwritten again. */
  void giveBack(AggregateAttachment attachment, Event written) {
    if (handedOut != attachment.upTo()) {
      return;
    }
    handedOut = recorded;
    if (latest == null) {
      latest = written;
      aggregateAt = null;
    }
  }

  private boolean isBackwards() {
    return lastSecond < firstSecond || (lastSecond == firstSecond && lastNano < firstNano);
  }

  private static boolean isBefore(Instant time, long second, int nano) {
    return time.getEpochSecond() < second
        || (time.getEpochSecond() == second && time.getNano() < nano);
  }

  /** Raises the count, at most to the largest int. */
  void raise(long more) {
    count = (int) Math.min(Integer.MAX_VALUE, count + more);
  }

  /** Whether there are occurrences that no stored or pending write includes. */
  public boolean isBehind() {
    return seen - handedOut > 0;
  }

  /**
   * Whether to write without a further occurrence. What the sink rejected is not tried again. The
   * newest event of a write without an answer is not kept, so after a restart it cannot be written
   * without a further occurrence.
   */
  boolean needsLastWrite() {
    return everCreated && latest != null && isBehind() && seen - refusedUpTo > 0;
  }
}
