package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.correlator.WaitingLine.Place;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventPatch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an event and its repeats. Occurrences are numbered from 1, apart from the
 * count, which may start higher and be raised by the store. It ends at the largest that 32 bits
 * hold, since a series' count never goes back.
 */
final class Series extends CacheNode<Series> {
  /**
   * What comes back with the answer.
   *
   * @param number which of the series' writes it is
   * @param upTo the newest occurrence in it
   * @param added what the store had told of by then
   */
  record Written(Series series, long number, long upTo, long added) {}

  /** Until it is finished, or has written its last count. */
  final Place<Series> turn = new Place<>(this);

  /** Until it is written again. */
  final Place<Series> refresh = new Place<>(this);

  /** The key of what is written; empty if the fields of the event are its identity. */
  private final String key;

  private final boolean cameAsSeries;

  private String name;
  private String resourceVersion;
  private @Nullable Instant firstTimestamp;
  private @Nullable Instant eventTime;
  private @Nullable Instant lastObserved;
  private int count;

  /** How many of the count are occurrences that the store told of. */
  private long added;

  /** How often something was added: once for a single event, whatever its count. */
  private long additions;

  /** The newest occurrence seen. */
  private long seen;

  /** The newest occurrence that a write includes which was handed out and not given up. */
  private long handedOut;

  /** The newest occurrence that a stored write includes. */
  private long recorded;

  /** The newest occurrence that a create included which the sink refused. */
  private long refusedUpTo;

  /** The newest write handed out, and the newest one that was answered. */
  private long writes;

  private long answered;

  /** Whether a create was handed out and not given up: the next write is a patch. */
  private boolean created;

  /** Whether the newest write was given up although the event is in the store. */
  private boolean refused;

  /** The newest occurrence; null for a single event while a write has it. */
  private @Nullable Event latest;

  /**
   * Until the store has the event: in events.k8s.io/v1 the message of the create stays for good.
   */
  private @Nullable String firstMessage;

  Series(Fingerprint identity, String key, String name, Event first) {
    super(identity);
    this.key = key;
    this.cameAsSeries = first.series() != null;
    this.name = name;
    this.resourceVersion = first.resourceVersion();
    this.firstTimestamp = first.firstTimestamp();
    this.eventTime = first.eventTime();
    this.lastObserved = first.firstOccurrence();
    this.count = first.isFromElsewhere() ? 0 : first.occurrences() - 1;
    this.firstMessage = first.message();
  }

  /**
   * It happens again: once, or as often as an event from elsewhere adds.
   *
   * @param at when it happened; a clock that was set back does not set back the newest occurrence
   */
  void occurs(Event event, Instant at, int more) {
    additions += more > 0 ? 1 : 0;
    seen += more;
    raise(more);
    lastObserved = lastObserved == null || at.isAfter(lastObserved) ? at : lastObserved;
    latest = event;
    if (event.isFromElsewhere()) {
      firstTimestamp = earlier(firstTimestamp, event.firstTimestamp());
      eventTime = earlier(eventTime, event.eventTime());
    }
  }

  private static @Nullable Instant earlier(@Nullable Instant known, @Nullable Instant other) {
    return known == null || (other != null && other.isBefore(known)) ? other : known;
  }

  /** Whether it is more than a single event, and so is written again and again. */
  boolean isRunning() {
    return additions > 1 || cameAsSeries;
  }

  /** Whether a create was handed out and not given up. */
  boolean isCreated() {
    return created;
  }

  /** Whether an occurrence is written at once: the first two, and one that the store needs. */
  boolean isNews() {
    return additions <= 2 || !created || refused;
  }

  /** Whether the store is behind, and no write under way will help. */
  boolean isBehind() {
    return seen > handedOut;
  }

  /** Whether there is something to write at the end; what was refused would be refused again. */
  boolean needsLastWrite() {
    return isBehind() && seen > refusedUpTo;
  }

  /** Whether it is written again by time alone; what was refused would be refused again. */
  boolean needsRefresh() {
    return created || seen > refusedUpTo;
  }

  @Nullable Event latest() {
    return latest;
  }

  /** Hands out a write of all that happened. */
  Correlation write(Event newest) {
    boolean create = !created;
    created = true;
    refused = false;
    handedOut = seen;
    latest = isRunning() ? newest : null;
    Event state = state(newest);
    EventPatch patch = EventPatch.ofSeries(state);
    Written attachment = new Written(this, ++writes, seen, added);
    return create
        ? Correlation.create(state, patch, true, attachment)
        : Correlation.patch(state, patch, true, attachment);
  }

  /**
   * A write is in the store.
   *
   * @return how many occurrences are known to be there now and were not before
   */
  long recorded(Written mark, Event written, Event stored) {
    learn(stored.occurrences() - (long) written.occurrences() - (added - mark.added()));
    long more = Math.max(0, mark.upTo() - recorded);
    recorded += more;
    handedOut = Math.max(handedOut, recorded);
    firstMessage = null;
    if (mark.number() > answered) {
      answered = mark.number();
      created = true;
      adopt(stored);
    }
    return more;
  }

  /** A write was given up; an answer to a newer one says more. */
  void notRecorded(Written mark, Event written, boolean createRefused) {
    if (createRefused) {
      refusedUpTo = Math.max(refusedUpTo, mark.upTo());
    }
    if (mark.number() > answered) {
      created = false;
      resourceVersion = "";
      giveBack(mark, written);
    }
  }

  /** As {@link #notRecorded}, but the event is in the store, under a name. */
  void notUpdated(Written mark, Event written, Event inStore) {
    if (mark.number() > answered) {
      created = true; // also if an earlier create was given up
      refused = mark.number() == writes;
      name = inStore.name();
      resourceVersion = inStore.resourceVersion();
      giveBack(mark, written);
    }
  }

  private void giveBack(Written mark, Event written) {
    answered = mark.number();
    if (mark.number() == writes) {
      handedOut = recorded;
      latest = latest == null ? written : latest;
    }
  }

  private void adopt(Event stored) {
    if (!stored.name().isEmpty()) {
      name = stored.name();
    }
    resourceVersion = stored.resourceVersion();
    firstTimestamp = earlier(firstTimestamp, stored.firstTimestamp());
    eventTime = earlier(eventTime, stored.eventTime());
  }

  /**
   * The store may know of occurrences that we do not; it never makes us forget one. What it told
   * before the answer to a write that was handed out earlier is not told again.
   */
  private void learn(long more) {
    if (more > 0) {
      raise(more);
      added += more;
    }
  }

  private void raise(long more) {
    count = (int) Math.min(Integer.MAX_VALUE, count + more);
  }

  /** A single event is written as it came, but for what the store or the identity adds. */
  private Event state(Event newest) {
    Event.Builder state = newest.toBuilder().name(name).resourceVersion(resourceVersion).key(key);
    if (newest.isFromElsewhere()) {
      state.uid(newest.name().equals(name) ? newest.uid() : ""); // or another's
    }
    if (firstMessage != null) {
      state.message(firstMessage);
    }
    if (additions > 1 || added > 0) {
      state
          .firstTimestamp(firstTimestamp)
          .eventTime(eventTime)
          .lastTimestamp(lastObserved)
          .count(count)
          .series(new EventSeries(count, lastObserved));
    }
    return state.build();
  }
}
