package io.eventrecorder.correlator.internal.series;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.internal.cache.CacheNode;
import io.eventrecorder.correlator.internal.cache.FixedDelayQueue.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the correlator {@code series} remembers of an event. Occurrences have numbers from 1. The
 * count of the event may differ from these numbers: it may start higher, and the store may raise
 * it. It stops at the largest 32-bit number, since the count of a series never gets smaller.
 */
public final class Series extends CacheNode {
  /** Its entry in the queue of series that end, then in that of last writes. */
  final Entry<Series> end = new Entry<>(this);

  /** Its entry in the queue of series that are refreshed. */
  final Entry<Series> refresh = new Entry<>(this);

  /** The key of what is written; empty if the fields of the event are its identity. */
  final String key;

  /** Where the object of the event lives. */
  final String scope;

  final boolean cameAsSeries;

  String name;
  String resourceVersion;

  /** The uid of the first occurrence, or the one that the store gave instead; empty if none. */
  String uid;

  @Nullable Instant firstTimestamp;
  @Nullable Instant eventTime;
  @Nullable Instant lastObserved;
  int count;

  /** The part of the count that only the store knew. */
  long added;

  /**
   * How often an occurrence was added; a single event is one addition, even with a greater count.
   */
  long additions;

  /** The newest occurrence. */
  long seen;

  /** The newest occurrence in a write that was handed out and not given up. */
  private long handedOut;

  /** The newest occurrence in a stored write. */
  long recorded;

  /** The newest occurrence in a create that the sink rejected. */
  long refusedUpTo;

  /** The number of writes; it may overflow. Numbers of writes are compared by difference. */
  private int writes;

  /** The number of the newest write that was answered. */
  private int answered;

  /** Whether a create was handed out and not given up; if so, the next write is a patch. */
  private boolean created;

  /** Whether the newest write was given up although the event is in the store. */
  private boolean refused;

  /** The newest occurrence; null for a single event that a write includes. */
  @Nullable Event latest;

  /**
   * The message of the first occurrence, until the store has the event: the message of a create
   * cannot change in events.k8s.io/v1.
   */
  @Nullable String firstMessage;

  /** Makes a series without occurrences; pass the first event to {@link #occurs}, too. */
  public Series(String scope, String key, String name, Event first) {
    this.scope = scope;
    this.key = key;
    this.cameAsSeries = first.series() != null;
    this.name = name;
    this.resourceVersion = first.resourceVersion();
    this.uid = first.isFromElsewhere() ? "" : first.uid();
    this.firstTimestamp = first.firstTimestamp();
    this.eventTime = first.eventTime();
    this.lastObserved = first.firstOccurrence();
    this.count = first.isFromElsewhere() ? 0 : first.occurrences() - 1;
    this.firstMessage = first.message();
  }

  /** Makes a series of an earlier correlator. Its format sets the other fields. */
  Series(
      String scope,
      String uid,
      String key,
      String name,
      String resourceVersion,
      boolean cameAsSeries) {
    this.scope = scope;
    this.uid = uid;
    this.key = key;
    this.name = name;
    this.resourceVersion = resourceVersion;
    this.cameAsSeries = cameAsSeries;
  }

  /** Whether the next occurrence is a retry; so it is if the newest write has no answer. */
  boolean isRetried() {
    return refused || writes != answered;
  }

  /**
   * Sets what is known of the store. The occurrences of writes without an answer count as not
   * stored. The store may have the event, so a create without an answer is followed by a patch.
   */
  void restoreAnswers(boolean wasCreated, boolean isRetried) {
    created = wasCreated;
    refused = isRetried;
    handedOut = recorded;
  }

  /**
   * Adds occurrences.
   *
   * @param event the newest occurrence
   * @param at when it happened; an earlier time than a known one changes nothing
   * @param more the number of occurrences, or what an event from elsewhere adds
   * @return whether to write the newest occurrence immediately: it is one of the first two, or a
   *     retry
   */
  public boolean occurs(Event event, Instant at, int more) {
    boolean isYoung = additions < 2;
    additions += event.isFromElsewhere() ? Math.min(more, 1) : more;
    seen += more;
    raise(more);
    lastObserved = lastObserved == null || at.isAfter(lastObserved) ? at : lastObserved;
    firstTimestamp = earlier(firstTimestamp, event.firstTimestamp());
    eventTime = earlier(eventTime, event.eventTime());
    latest = event;
    return isYoung || !created || refused;
  }

  private static @Nullable Instant earlier(@Nullable Instant known, @Nullable Instant other) {
    return known == null || (other != null && other.isBefore(known)) ? other : known;
  }

  /** Whether it is more than a single event, and so is refreshed. */
  boolean isRunning() {
    return additions > 1 || cameAsSeries;
  }

  /** Whether it is written with a series: it was repeated, or the store knew of repeats. */
  boolean hasRepeats() {
    return additions > 1 || added > 0;
  }

  /** Whether a create was handed out and not given up. */
  public boolean isCreated() {
    return created;
  }

  /** Whether there are occurrences that no stored or pending write includes. */
  private boolean isBehind() {
    return seen > handedOut;
  }

  /** Whether to write it when it ends. What the sink rejected is not tried again. */
  public boolean needsLastWrite() {
    return isBehind() && seen > refusedUpTo;
  }

  /** Whether to refresh it. What the sink rejected is not tried again. */
  boolean needsRefresh() {
    return created || seen > refusedUpTo;
  }

  /** The newest occurrence; null for a single event that a write includes. */
  public @Nullable Event latest() {
    return latest;
  }

  /** Whether a write was handed out whose occurrences are neither stored nor given up. */
  boolean isUnderWay() {
    return handedOut > recorded;
  }

  /** The number of occurrences that no stored write includes. */
  long unwritten() {
    return seen - recorded;
  }

  /**
   * Includes all occurrences in a new write.
   *
   * @param keep whether to keep a single event until the write is stored
   * @return whether the write is a create
   */
  boolean handOut(Event newest, boolean keep) {
    boolean create = !created;
    created = true;
    refused = false;
    handedOut = seen;
    latest = keep || isRunning() ? newest : null;
    return create;
  }

  SeriesAttachment attachment() {
    return new SeriesAttachment(this, ++writes, seen, added);
  }

  /**
   * A write is stored.
   *
   * @return how many occurrences are now known to be stored and were not before
   */
  public long recorded(SeriesAttachment attachment, Event written, Event stored) {
    addStored(stored.occurrences() - (long) written.occurrences() - (added - attachment.added()));
    long more = Math.max(0, attachment.upTo() - recorded);
    recorded += more;
    handedOut = Math.max(handedOut, recorded);
    firstMessage = null;
    if (isNewer(attachment)) {
      answered = attachment.number();
      created = true;
      adopt(stored);
    }
    if (!isRunning() && recorded == seen) {
      latest = null;
    }
    return more;
  }

  /**
   * A write was given up, and the event may not exist in the store. The answer to a newer write
   * wins.
   *
   * @param rejected whether the sink rejected the create, and would reject it again
   */
  public void notRecorded(SeriesAttachment attachment, Event written, boolean rejected) {
    if (rejected) {
      refusedUpTo = Math.max(refusedUpTo, attachment.upTo());
    }
    if (isNewer(attachment)) {
      created = false;
      resourceVersion = "";
      giveBack(attachment, written);
    }
  }

  /** A write was given up, but the event exists in the store. */
  public void notUpdated(SeriesAttachment attachment, Event written, Event inStore) {
    if (isNewer(attachment)) {
      created = true; // an earlier create may have been given up
      refused = attachment.number() == writes;
      name = inStore.name();
      resourceVersion = inStore.resourceVersion();
      giveBack(attachment, written);
    }
  }

  private boolean isNewer(SeriesAttachment attachment) {
    return attachment.number() - answered > 0;
  }

  private void giveBack(SeriesAttachment attachment, Event written) {
    answered = attachment.number();
    if (attachment.number() == writes) {
      handedOut = recorded;
      latest = latest == null || !isRunning() ? written : latest;
    }
  }

  private void adopt(Event stored) {
    if (!stored.name().isEmpty()) {
      name = stored.name();
    }
    resourceVersion = stored.resourceVersion();
    if (!uid.isEmpty() && !stored.uid().isEmpty()) {
      uid = stored.uid();
    }
    firstTimestamp = earlier(firstTimestamp, stored.firstTimestamp());
    eventTime = earlier(eventTime, stored.eventTime());
  }

  /**
   * Adds the occurrences that only the store knew. The count never gets smaller. The caller
   * subtracts what the answer to another write has added since this write was handed out.
   */
  private void addStored(long more) {
    if (more > 0) {
      raise(more);
      added += more;
    }
  }

  private void raise(long more) {
    count = (int) Math.min(Integer.MAX_VALUE, count + more);
  }
}
