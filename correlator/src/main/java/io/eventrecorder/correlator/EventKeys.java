package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.correlator.CorrelatorOptions.AggregationKey;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.RateLimitKey;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the event that was read last. What the event key and the local key need is made at
 * once; the keys of group and bucket are made when asked for, since most events are found without
 * them. A key function that throws or returns null is replaced by the built-in key.
 */
final class EventKeys {
  private static final int MESSAGE = 1;
  private static final int CHOSEN = 2;
  private static final int EVENT = 3;
  private static final int GROUP = 4;
  private static final int BUCKET = 5;
  private static final int OWN_GROUP = 6;
  private static final int OWN_LOCAL = 7;
  private static final int OWN_BUCKET = 8;

  private final Identity identity;
  private final RateLimitKey rateLimitKey;
  private final @Nullable Function<Event, String> identityFunction;
  private final @Nullable Function<Event, AggregationKey> aggregationFunction;
  private final @Nullable Function<Event, String> rateLimitFunction;
  private final boolean warningsArePaidApart;

  private final Hasher hasher;
  private final SipHash.State object = new SipHash.State();
  private final Fingerprint identityKey = new Fingerprint();
  private final Fingerprint ownLocal = new Fingerprint();
  private final Fingerprint eventKey = new Fingerprint();
  private final Fingerprint groupKey = new Fingerprint();
  private final Fingerprint bucketKey = new Fingerprint();
  private Event event = Event.builder().build();

  /** What stands for the message in the identity; null if nothing does. */
  private @Nullable String identityText;

  private @Nullable AggregationKey own;
  private boolean groupIsMade;
  private boolean bucketIsMade;
  private long failures;

  EventKeys(CorrelatorOptions options, Hasher hasher) {
    this.hasher = hasher;
    this.identity = options.identity();
    this.rateLimitKey = options.rateLimitKey();
    this.identityFunction = options.identityFunction();
    this.aggregationFunction = options.aggregationKeyFunction();
    this.rateLimitFunction = options.rateLimitKeyFunction();
    this.warningsArePaidApart = !options.warningBudget().equals(options.budget());
  }

  /** Makes the keys of another event. */
  void read(Event newest) {
    event = newest;
    groupIsMade = false;
    bucketIsMade = false;
    own = aggregationFunction == null ? null : call(aggregationFunction);
    if (own != null) {
      hasher.start().put(own.local()).finish(OWN_LOCAL, ownLocal);
    }
    readIdentity();
    readObject();
    hasher.put(event.reason()).put(event.regarding().fieldPath());
    hasher.finish(identityKey, EVENT, eventKey);
  }

  Fingerprint event() {
    return eventKey;
  }

  /** The application's choice for this one event wins over what a function says about all. */
  Fingerprint local() {
    return own == null || !event.key().isEmpty() ? identityKey : ownLocal;
  }

  Fingerprint group() {
    if (!groupIsMade) {
      groupIsMade = true;
      makeGroup();
    }
    return groupKey;
  }

  Fingerprint bucket() {
    if (!bucketIsMade) {
      bucketIsMade = true;
      makeBucket();
    }
    return bucketKey;
  }

  /**
   * What made this event the same as others, if it was not its message: a sink that names events by
   * their identity cannot know that. Empty if it was, or if the event has a key of its own.
   */
  String identity(boolean combined) {
    if (combined) {
      return own == null ? "combined" : "combined:" + own.group();
    }
    return identityText == null || !event.key().isEmpty() ? "" : "identity:" + identityText;
  }

  /** Whether events of one event key that are reported by the same belong to the same group. */
  boolean groupsAreBuiltIn() {
    return aggregationFunction == null;
  }

  /** Whether all that is counted there is limited by the same bucket. */
  boolean bucketFollowsFrom(Observation observation) {
    if (rateLimitFunction != null) {
      return false;
    }
    return observation.opener == null
        || (groupsAreBuiltIn() && rateLimitKey != RateLimitKey.OBJECT_REASON_FIELDPATH);
  }

  /** How often a key function threw or returned null. */
  long failures() {
    return failures;
  }

  private void makeGroup() {
    if (own != null) {
      hasher.start().put(own.group()).finish(OWN_GROUP, groupKey);
    } else {
      hasher
          .resume(object)
          .put(event.reason())
          .put(event.reportingController())
          .put(event.reportingInstance())
          .finish(GROUP, groupKey);
    }
  }

  private void makeBucket() {
    String text = rateLimitFunction == null ? null : call(rateLimitFunction);
    if (text != null) {
      String budget = warningsArePaidApart ? event.type() : "";
      hasher.start().put(text).put(budget).finish(OWN_BUCKET, bucketKey);
      return;
    }
    hasher.resume(object);
    if (rateLimitKey != RateLimitKey.OBJECT) {
      hasher.put(event.reason());
    }
    if (rateLimitKey == RateLimitKey.OBJECT_REASON_FIELDPATH) {
      hasher.put(event.regarding().fieldPath());
    }
    hasher.finish(BUCKET, bucketKey);
  }

  private void readIdentity() {
    identityText = null;
    if (!event.key().isEmpty()) {
      hasher.start().put(event.key()).finish(CHOSEN, identityKey);
      return;
    }
    identityText = identityFunction == null ? null : call(identityFunction);
    if (identityText == null) {
      identityText =
          switch (identity) {
            case MESSAGE -> null;
            case REASON -> "";
            case NORMALIZED_MESSAGE -> NormalizedMessage.of(event.message());
          };
    }
    String text = identityText == null ? event.message() : identityText;
    hasher.start().put(text).finish(MESSAGE, identityKey);
  }

  /** The fields that all built-in keys begin with; the bucket of an object needs no others. */
  private void readObject() {
    EventSource source = event.source();
    ObjectReference regarding = event.regarding();
    hasher
        .start()
        .put(source.component())
        .put(source.host())
        .put(regarding.kind())
        .put(regarding.namespace())
        .put(regarding.name())
        .put(regarding.uid())
        .put(regarding.apiVersion())
        .put(event.type())
        .save(object);
  }

  private <T> @Nullable T call(Function<Event, T> function) {
    @Nullable T key = null;
    try {
      key = function.apply(event);
    } catch (RuntimeException e) {
      // counted below, like null: the built-in key serves this event
    }
    if (key == null) {
      failures++;
    }
    return key;
  }
}
