package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an event. Occurrences are numbered from 1, apart from the event's count,
 * which may start anywhere and be raised by the store.
 */
final class Observation extends CacheNode<Observation> {
  private static final int UNKNOWN = -1;

  /** As it is in the store, or will be. */
  String name;

  String resourceVersion;

  /** The times of all occurrences, as numbers: there are many observations. */
  private long firstSecond;

  private long lastSecond;
  private int firstNano = UNKNOWN;
  private int lastNano = UNKNOWN;
  int count;

  /** How many of the count are occurrences that the store told of. */
  int raised;

  /** The newest occurrence seen. */
  long seen;

  /** The newest occurrence that a write includes which was handed out and not given up. */
  long handedOut;

  /** The newest occurrence that a stored write includes. */
  long recorded;

  /** The newest occurrence that a create included which the sink refused. */
  long refusedUpTo;

  /** Whether a create was handed out and not given up: the next write is a patch. */
  boolean created;

  /** Whether a create was ever handed out. */
  boolean everCreated;

  /** Whether it is more than one event as it came. */
  boolean repeated;

  long lastSeenNanos;

  /** Non-null if it counts aggregates. */
  @Nullable Opener opener;

  /** Where the last occurrence belonged; spares look-ups as long as they are cached. */
  @Nullable Group group;

  @Nullable Bucket bucket;

  /** The newest occurrence, kept only while no write includes it. */
  @Nullable Event latest;

  /** Set if {@link #latest} is an event that is still to be made an aggregate: when it happened. */
  @Nullable Instant combineAt;

  /** Place in the line of {@link CatchUp}. */
  CatchUp.@Nullable Place waits;

  Observation(Fingerprint key, String name, String resourceVersion) {
    super(key);
    this.name = name;
    this.resourceVersion = resourceVersion;
  }

  @Nullable Instant first() {
    return firstNano == UNKNOWN ? null : Instant.ofEpochSecond(firstSecond, firstNano);
  }

  void first(@Nullable Instant time) {
    firstSecond = time == null ? 0 : time.getEpochSecond();
    firstNano = time == null ? UNKNOWN : time.getNano();
  }

  @Nullable Instant last() {
    return lastNano == UNKNOWN ? null : Instant.ofEpochSecond(lastSecond, lastNano);
  }

  void last(@Nullable Instant time) {
    lastSecond = time == null ? 0 : time.getEpochSecond();
    lastNano = time == null ? UNKNOWN : time.getNano();
  }

  /** The least first and the greatest last time; null says nothing. */
  void spans(@Nullable Instant first, @Nullable Instant last) {
    if (first != null && (firstNano == UNKNOWN || isBefore(first, firstSecond, firstNano))) {
      first(first);
    }
    if (last != null && (lastNano == UNKNOWN || !isBefore(last, lastSecond, lastNano))) {
      last(last);
    }
    if (firstNano != UNKNOWN && lastNano != UNKNOWN && isBackwards()) {
      lastSecond = firstSecond;
      lastNano = firstNano;
    }
  }

  private boolean isBackwards() {
    return lastSecond < firstSecond || (lastSecond == firstSecond && lastNano < firstNano);
  }

  private static boolean isBefore(Instant time, long second, int nano) {
    return time.getEpochSecond() < second
        || (time.getEpochSecond() == second && time.getNano() < nano);
  }

  /** What cannot be counted any more is not: a count never goes back. */
  void raise(long more) {
    count = (int) Math.min(Integer.MAX_VALUE, count + more);
  }

  /** Whether the store is behind, and no write under way will help. */
  boolean isBehind() {
    return seen - handedOut > 0;
  }

  /** Whether there is something to write when no further occurrence comes; not what was refused. */
  boolean needsLastWrite() {
    return everCreated && isBehind() && seen - refusedUpTo > 0;
  }
}
