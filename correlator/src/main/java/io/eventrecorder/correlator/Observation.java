package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an event. Occurrences are numbered from 1, apart from the event's count,
 * which may start anywhere, be raised by the store, and wrap.
 */
final class Observation extends CacheNode<Observation> {
  /** As it is in the store, or will be. */
  String name;

  String resourceVersion;
  @Nullable Instant firstTimestamp;
  int count;

  /** How many of the count are occurrences that the store told of. */
  int raised;

  /** The newest occurrence seen. */
  long seen;

  /** The newest occurrence that a write includes which was handed out and not given up. */
  long handedOut;

  /** The newest occurrence that a stored write includes. */
  long recorded;

  /** Whether a create was handed out and not given up: the next write is a patch. */
  boolean created;

  /** Whether a create was ever handed out. */
  boolean everCreated;

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
  @Nullable Bucket waitingFor;

  @Nullable Observation waitsAfter;
  @Nullable Observation waitsBefore;
  long ticket;

  Observation(Fingerprint key, String name, String resourceVersion) {
    super(key);
    this.name = name;
    this.resourceVersion = resourceVersion;
  }

  /** Whether the store is behind, and no write under way will help. */
  boolean isBehind() {
    return seen - handedOut > 0;
  }

  /** Whether there is something to write when no further occurrence comes. */
  boolean needsLastWrite() {
    return everCreated && isBehind();
  }
}
