package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import org.jspecify.annotations.Nullable;

/** The writes of one event, one after another, and what is known of the event in the store. */
final class Lane {
  /** An event's identity. It keeps its hash, since it is asked for long after the event was. */
  static final class Key {
    private final String namespace;
    private final String name;
    private final int hash;

    Key(String namespace, String name) {
      this.namespace = namespace;
      this.name = name;
      this.hash = 31 * namespace.hashCode() + name.hashCode();
    }

    static Key of(Event event) {
      return new Key(event.namespace(), event.name());
    }

    String namespace() {
      return namespace;
    }

    String name() {
      return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other
          || (other instanceof Key key
              && hash == key.hash
              && name.equals(key.name)
              && namespace.equals(key.namespace));
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  final Key key;

  /** What its writes fail together with. */
  final String domain;

  /** Whether the next request is a create: until one has succeeded. */
  boolean create;

  /**
   * Whether an event of this name, if there is one, is ours: a create got no answer, or it was
   * there before.
   */
  boolean ours;

  /**
   * Whether the store has the event, or may have it: a write reached it, or a create got no clear
   * answer, and it was not told since that there is none.
   */
  boolean mayExist;

  /**
   * The name that replaces the correlator's: a new one, because a stranger's event had that, or the
   * one under which the sink has stored the event.
   */
  @Nullable Key alias;

  /** Whether a stranger's event had its name; it gets one new name, once. */
  boolean renamed;

  /** The newest version that the store told; empty if it did not. */
  String resourceVersion = "";

  @Nullable Attempt inFlight;

  int tries;
  long firstTryNanos;
  boolean bugRetried;

  /** Whether the first write waits for {@link #readyNanos}. */
  boolean backingOff;

  long readyNanos;

  /** The domain that is down, and on whose behalf it is tried; null if it is not. */
  @Nullable FailureDomain probeOf;

  /** Where it is parked, until that can be written to again; null if it is not. */
  @Nullable FailureDomain parkedIn;

  long parkedNanos;

  private @Nullable Write first;
  private @Nullable Write last;

  Lane(Key key, String domain, boolean create) {
    this.key = key;
    this.domain = domain;
    this.create = create;
    this.mayExist = !create;
  }

  /**
   * After a fault: a request that may not have reached the sink waits again. If it has, its answer
   * comes too late.
   */
  void takeBackUnsent() {
    Attempt attempt = inFlight;
    if (attempt != null && attempt.stage == null) {
      inFlight = null;
      if (attempt.create) {
        mayBeStored();
      }
      if (first != attempt.write) {
        addFirst(attempt.write);
      }
    }
  }

  /** It is in no domain's charge any more: what that knew is gone. */
  void takenOver(long now) {
    if (parkedIn != null) {
      firstTryNanos += now - parkedNanos;
    }
    parkedIn = null;
    probeOf = null;
  }

  boolean isIdle() {
    return first == null && inFlight == null;
  }

  @Nullable Write first() {
    return first;
  }

  @Nullable Write last() {
    return last;
  }

  void addLast(Write write) {
    if (last == null) {
      first = write;
    } else {
      last.next = write;
    }
    last = write;
  }

  void addFirst(Write write) {
    write.next = first;
    first = write;
    if (last == null) {
      last = write;
    }
  }

  @Nullable Write removeFirst() {
    Write write = first;
    if (write != null) {
      first = write.next;
      write.next = null;
      if (first == null) {
        last = null;
      }
    }
    return write;
  }

  /** The write was settled, one way or another: the next one starts afresh. */
  void settled() {
    tries = 0;
    bugRetried = false;
  }

  /** A create got no clear answer: if there is an event of its name, it is ours. */
  void mayBeStored() {
    ours = true;
    mayExist = true;
  }

  /** An event under the name by which the store has it; its version is not known for sure. */
  Event inStore(Event event) {
    String name = alias == null ? event.name() : alias.name();
    return name.equals(event.name()) && event.resourceVersion().isEmpty()
        ? event
        : event.toBuilder().name(name).resourceVersion("").build();
  }

  /** The request for a write, under the name and version that the store knows. */
  Attempt attempt(Write write, long now, boolean last) {
    if (tries++ == 0) {
      firstTryNanos = now;
    }
    Event event = raised(write.event(), write.raise);
    String name = alias == null ? event.name() : alias.name();
    String version =
        create ? "" : resourceVersion.isEmpty() ? event.resourceVersion() : resourceVersion;
    if (!name.equals(event.name()) || !version.equals(event.resourceVersion())) {
      event =
          event.toBuilder()
              .name(name)
              .resourceVersion(version)
              .uid(create && alias != null ? "" : event.uid()) // under its own name it is the same
              .build();
    }
    inFlight = new Attempt(this, write, create, event, now, last);
    return inFlight;
  }

  /**
   * The store knew of more occurrences than were written to it. What waits was made before that was
   * known; what comes later is not.
   */
  void raiseWaiting(int more) {
    for (Write write = first; write != null; write = write.next) {
      write.raise = write.absolute() ? sum(write.raise, more) : write.raise;
    }
  }

  private static Event raised(Event event, int more) {
    if (more == 0) {
      return event;
    }
    EventSeries series = event.series();
    return event.toBuilder()
        .count(sum(event.count(), more))
        .series(
            series == null
                ? null
                : new EventSeries(sum(series.count(), more), series.lastObservedTime()))
        .build();
  }

  /** A count ends at the largest, since it never goes back. */
  private static int sum(int count, int more) {
    return (int) Math.min(Integer.MAX_VALUE, (long) count + more);
  }
}
