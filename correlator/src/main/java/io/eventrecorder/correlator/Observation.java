package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an event. Occurrences are numbered from 1, apart from the event's count,
 * which may start anywhere and be raised by the store.
 */
final class Observation extends CacheNode<Observation> {
  /** As it is in the store, or will be. */
  String name;

  /** Of an event from elsewhere; empty for a recorder's. */
  final String uid;

  String resourceVersion;

  @Nullable Instant firstTimestamp;
  @Nullable Instant lastTimestamp;
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

  Observation(Fingerprint key, String name, Event event, String resourceVersion) {
    super(key);
    this.name = name;
    this.uid = event.isFromElsewhere() ? event.uid() : "";
    this.resourceVersion = resourceVersion;
  }

  /** The least first and the greatest last time; null says nothing. */
  void spans(@Nullable Instant first, @Nullable Instant last) {
    if (firstTimestamp == null || (first != null && first.isBefore(firstTimestamp))) {
      firstTimestamp = first;
    }
    if (lastTimestamp == null || (last != null && last.isAfter(lastTimestamp))) {
      lastTimestamp = last;
    }
    if (lastTimestamp != null && firstTimestamp != null && lastTimestamp.isBefore(firstTimestamp)) {
      lastTimestamp = firstTimestamp;
    }
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
