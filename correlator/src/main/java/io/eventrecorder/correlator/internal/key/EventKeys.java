package io.eventrecorder.correlator.internal.key;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.correlator.internal.hash.Hasher;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the event that was read last, for the correlator {@code aggregating}. {@link #read}
 * makes the event key and the local key. The keys of group and bucket are made on demand, since
 * most events do not need them. Where a key function throws or returns null, the built-in key is
 * used. All keys but the local one include the scope, unless it is empty. Not thread-safe.
 */
public final class EventKeys {
  private static final int MESSAGE = 1;
  private static final int CHOSEN_IDENTITY = 2;
  private static final int FIELD = 3;
  private static final int GROUP = 4;
  private static final int BUCKET = 5;
  private static final int CHOSEN_GROUP = 6;
  private static final int CHOSEN_LOCAL = 7;
  private static final int CHOSEN_BUCKET = 8;

  private final @Nullable Function<Event, String> builtInIdentity;
  private final UserFunction<String> identityFunction;
  private final AggregationFunction<?> aggregation;
  private final boolean groupsAreBuiltIn;
  private final boolean reasonInBucket;
  private final boolean fieldPathInBucket;
  private final UserFunction<String> bucketFunction;
  private final boolean typeInChosenBucket;
  private final boolean everyReporter;

  private final Hasher hasher;
  private final KeyPrefix prefix;
  private final Fingerprint chosenLocal = new Fingerprint();
  private final Fingerprint messageKey = new Fingerprint();
  private final Fingerprint fieldKey = new Fingerprint();
  private final Fingerprint groupKey = new Fingerprint();
  private final Fingerprint bucketKey = new Fingerprint();
  private Event event = Event.builder().build();
  private String scope = "";

  /** The text that takes the place of the message in the identity; null: the message is used. */
  private @Nullable String identityText;

  private boolean localIsChosen;
  private boolean hasFieldPath;
  private boolean groupIsMade;
  private boolean bucketIsMade;

  /** Makes keys by the given rules. */
  public EventKeys(EventKeyRules rules, Hasher hasher) {
    this.hasher = hasher;
    this.prefix = new KeyPrefix(hasher, rules.everyReporter());
    this.builtInIdentity = rules.identity();
    this.identityFunction = rules.identityFunction();
    this.aggregation = rules.aggregation();
    this.groupsAreBuiltIn = !aggregation.isPresent();
    this.reasonInBucket = rules.reasonInBucket();
    this.fieldPathInBucket = rules.fieldPathInBucket();
    this.bucketFunction = rules.bucketFunction();
    this.typeInChosenBucket = rules.typeInChosenBucket();
    this.everyReporter = rules.everyReporter();
  }

  /** Reads the next event, which is in the only scope. */
  public void read(Event newest) {
    read(newest, "");
  }

  /**
   * Reads the next event; its keys replace those of the event before.
   *
   * @param itsScope where its object is; events of two scopes share no key
   */
  public void read(Event newest, String itsScope) {
    event = newest;
    scope = itsScope;
    groupIsMade = false;
    bucketIsMade = false;
    localIsChosen = !groupsAreBuiltIn && chooseLocal();
    readIdentity();
    String fieldPath = event.regarding().fieldPath();
    hasFieldPath = !fieldPath.isEmpty();
    if (hasFieldPath) {
      hasher.start().put(fieldPath).finish(messageKey, FIELD, fieldKey);
    }
  }

  /** Which event it is. */
  public Fingerprint event() {
    return hasFieldPath ? fieldKey : messageKey;
  }

  /**
   * Tells events of a group apart. It is the event key without the path of the field: the other
   * fields are equal in a group.
   */
  public Fingerprint local() {
    return localIsChosen ? chosenLocal : messageKey;
  }

  /** Which group the event belongs to. */
  public Fingerprint group() {
    if (!groupIsMade) {
      groupIsMade = true;
      makeGroup();
    }
    return groupKey;
  }

  /** Which bucket the event takes its token from. */
  public Fingerprint bucket() {
    if (!bucketIsMade) {
      bucketIsMade = true;
      makeBucket();
    }
    return bucketKey;
  }

  /**
   * The key for the written event: what made its identity, unless that is the message. A sink that
   * names events by their identity needs it. Empty if the identity is the message, or if the event
   * has a key already.
   *
   * @param aggregate whether the event is written as an aggregate
   */
  public String identity(boolean aggregate) {
    if (aggregate) {
      String group = chosenGroup();
      return group == null ? "combined" : "combined:" + group;
    }
    return identityText == null || !event.key().isEmpty() ? "" : "identity:" + identityText;
  }

  /** Whether what two instances of one program report are two events, in two groups. */
  public boolean isForEveryReporter() {
    return everyReporter;
  }

  /** Whether events with the same event key and the same reporter are in the same group. */
  public boolean groupsAreBuiltIn() {
    return groupsAreBuiltIn;
  }

  /**
   * Whether all events that are counted together share a bucket.
   *
   * @param aggregate whether they are counted as an aggregate
   */
  public boolean isOneBucketFor(boolean aggregate) {
    return !bucketFunction.isPresent() && (!aggregate || (groupsAreBuiltIn && !fieldPathInBucket));
  }

  /** How often a key function threw or returned null. */
  public long failures() {
    return identityFunction.failures() + aggregation.failures() + bucketFunction.failures();
  }

  private boolean chooseLocal() {
    aggregation.read(event);
    String local = aggregation.local();
    if (local == null) {
      return false;
    }
    // The key of the event itself wins over the function.
    if (event.key().isEmpty()) {
      hasher.start().put(local).finish(CHOSEN_LOCAL, chosenLocal);
    } else {
      hasher.start().put(event.key()).finish(CHOSEN_IDENTITY, chosenLocal);
    }
    return true;
  }

  private @Nullable String chosenGroup() {
    return groupsAreBuiltIn ? null : aggregation.group();
  }

  private void makeGroup() {
    String group = chosenGroup();
    if (group != null) {
      KeyPrefix.start(hasher, scope).put(group).finish(CHOSEN_GROUP, groupKey);
      return;
    }
    object().put(event.reason()).put(event.reportingController());
    if (everyReporter) {
      hasher.put(event.reportingInstance());
    }
    hasher.finish(GROUP, groupKey);
  }

  private void makeBucket() {
    String text = bucketFunction.apply(event);
    if (text != null) {
      String type = typeInChosenBucket ? event.type() : "";
      KeyPrefix.start(hasher, scope).put(text).put(type).finish(CHOSEN_BUCKET, bucketKey);
      return;
    }
    object();
    if (reasonInBucket) {
      hasher.put(event.reason());
    }
    if (fieldPathInBucket) {
      hasher.put(event.regarding().fieldPath());
    }
    hasher.finish(BUCKET, bucketKey);
  }

  private void readIdentity() {
    identityText = null;
    String key = event.key();
    if (!key.isEmpty()) {
      object().put(event.reason()).put(key).finish(CHOSEN_IDENTITY, messageKey);
      return;
    }
    identityText = identityFunction.apply(event);
    if (identityText == null && builtInIdentity != null) {
      identityText = builtInIdentity.apply(event);
    }
    String text = identityText == null ? event.message() : identityText;
    object().put(event.reason()).put(text).finish(MESSAGE, messageKey);
  }

  /** Starts a key with the fields that all built-in keys start with. */
  private Hasher object() {
    ObjectReference regarding = event.regarding();
    return prefix.start(event, scope).put(regarding.name()).put(regarding.uid());
  }
}
