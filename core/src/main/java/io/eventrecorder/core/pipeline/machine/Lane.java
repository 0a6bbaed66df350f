package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one event, one after another, and what is known of the event in the store. Only its
 * own methods change it.
 */
final class Lane {
  /** Where a lane is. In each state but {@link #IDLE}, an input that ends it is certain. */
  enum State {
    /** It waits for nothing: it has no writes, or a result is being applied to it. */
    IDLE,
    /** Its first write is sent as soon as the machine has a permit. */
    READY,
    /** It waits in the queue for a permit of its failure domain. */
    IN_LINE,
    /** A request is in flight. */
    IN_FLIGHT,
    /** It waits until its pause is over. */
    BACKING_OFF,
    /** It waits until a circuit closes. */
    PARKED,
    /** A request is in flight, and its answer decides whether a circuit closes. */
    PROBING;

    /** Whether a lane may go from this state to another. */
    boolean mayBecome(State next) {
      return switch (this) {
        case IDLE -> next == READY || next == BACKING_OFF;
        case READY ->
            next == IN_LINE
                || next == IN_FLIGHT
                || next == PROBING
                || next == PARKED
                || next == IDLE;
        case IN_LINE, BACKING_OFF, PARKED -> next == READY || next == IDLE;
        case IN_FLIGHT -> next == IDLE;
        case PROBING -> next == IN_FLIGHT || next == IDLE;
      };
    }
  }

  private final String namespace;
  private final String name;
  private final int hash;
  private final String failureDomain;

  /** The next lane of the same bucket in the {@link LaneMap}. */
  @Nullable Lane nextInBucket;

  private State state = State.IDLE;
  private StoredIdentity identity;
  private RetryBudget budget = RetryBudget.UNUSED;

  /** The request in flight; null in all states but {@code IN_FLIGHT} and {@code PROBING}. */
  private @Nullable Attempt inFlight;

  /** When the pause is over, in the state {@code BACKING_OFF}. */
  private long readyNanos;

  /** The circuit that the next request, or the one in flight, probes; null if there is none. */
  private @Nullable FailureDomain probeOf;

  /** The circuit that the lane waits for, in the state {@code PARKED}; else null. */
  private @Nullable FailureDomain parkedIn;

  private long parkedNanos;

  private @Nullable Write first;
  private @Nullable Write last;

  Lane(Event event, String failureDomain, boolean create) {
    this.namespace = event.namespace();
    this.name = event.name();
    this.hash = EventKey.hash(namespace, name);
    this.failureDomain = failureDomain;
    this.identity = StoredIdentity.initial(create);
  }

  /** The name that the correlator gave to the event. */
  String name() {
    return name;
  }

  /** The hash of the {@link #key()}, kept because it is needed again when the lane is removed. */
  int hash() {
    return hash;
  }

  /** Makes the identity of the event. */
  EventKey key() {
    return new EventKey(namespace, name);
  }

  boolean hasName(String otherNamespace, String otherName) {
    return name.equals(otherName) && namespace.equals(otherNamespace);
  }

  /** The name of the events that fail together with this one. */
  String failureDomain() {
    return failureDomain;
  }

  State state() {
    return state;
  }

  private void become(State next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(
          "the lane of " + name + " cannot go from " + state + " to " + next);
    }
    state = next;
  }

  void ready() {
    become(State.READY);
  }

  void standInLine() {
    become(State.IN_LINE);
  }

  void backOff(long untilNanos) {
    become(State.BACKING_OFF);
    readyNanos = untilNanos;
  }

  long readyNanos() {
    return readyNanos;
  }

  void park(FailureDomain circuit, long now) {
    become(State.PARKED);
    parkedIn = circuit;
    parkedNanos = now;
  }

  /** The wait was the outage's, so it does not count for the write. */
  void unpark(long now) {
    become(State.READY);
    budget = budget.afterOutage(now - parkedNanos);
    parkedIn = null;
  }

  @Nullable FailureDomain parkedIn() {
    return parkedIn;
  }

  /** From now on the lane's request is the probe of a circuit. */
  void probe(FailureDomain circuit) {
    probeOf = circuit;
  }

  /** The circuit does not wait for the lane's request any more. */
  void endProbe() {
    probeOf = null;
    if (state == State.PROBING) {
      become(State.IN_FLIGHT);
    }
  }

  @Nullable FailureDomain probeOf() {
    return probeOf;
  }

  /**
   * Starts the request for the first write, which leaves the queue of writes. All objects are made
   * before anything changes, so that a full heap loses no write.
   */
  Attempt start(long now, boolean lastTry) {
    Write write = Objects.requireNonNull(first);
    Event event = identity.requestOf(write.raisedEvent());
    Attempt attempt = new Attempt(this, write, event, now, lastTry);
    become(probeOf == null ? State.IN_FLIGHT : State.PROBING);
    inFlight = attempt;
    Write unused = removeFirst();
    return attempt;
  }

  @Nullable Attempt inFlight() {
    return inFlight;
  }

  /** The request in flight has its result. */
  void answered() {
    become(State.IDLE);
    inFlight = null;
  }

  /** The lane leaves the machine, from any state. */
  void leave() {
    if (state != State.IDLE) {
      become(State.IDLE);
    }
    inFlight = null;
  }

  /**
   * Restores a consistent state after a fault. Only a request in flight and a pause are certain. A
   * request that may not have reached the sink waits again; if it has, its answer is ignored as a
   * late one. It is safe to call this twice.
   */
  void recover(long now) {
    Attempt attempt = inFlight;
    if (attempt != null && !attempt.wasSent()) {
      if (attempt.create) {
        maybeStored();
      }
      if (first != attempt.write) {
        addFirst(attempt.write);
      }
      inFlight = null;
      spend(attempt);
    }
    if (parkedIn != null) {
      budget = budget.afterOutage(now - parkedNanos);
      parkedIn = null;
    }
    probeOf = null;
    if (inFlight != null) {
      state = State.IN_FLIGHT;
    } else if (state != State.BACKING_OFF) {
      state = State.IDLE;
    }
  }

  StoredIdentity identity() {
    return identity;
  }

  /** A write reached the store. Only a further request needs the version. */
  void stored(String version) {
    identity = identity.stored(first == null ? "" : version);
  }

  /** A create got no clear answer: the store may have the event. */
  void maybeStored() {
    if (!identity.mayExist()) {
      identity = identity.with(StoredIdentity.Presence.UNCERTAIN);
    }
  }

  void apply(FailureDecision.IdentityChange change) {
    identity =
        switch (change) {
          case NONE -> identity;
          case CREATE_AGAIN -> identity.with(StoredIdentity.Presence.GONE);
          case PATCH -> identity.with(StoredIdentity.Presence.PRESENT);
          case RENAME -> identity.asRenamed();
        };
  }

  /** Returns the new key. */
  EventKey rename(String newName) {
    EventKey alias = new EventKey(namespace, newName);
    identity = identity.withAlias(alias);
    return alias;
  }

  RetryBudget budget() {
    return budget;
  }

  /** A try has failed. */
  void spend(Attempt attempt) {
    budget = budget.afterTry(attempt.startedNanos);
  }

  void spendBugRetry() {
    budget = budget.afterBug();
  }

  /** The write has ended, with any result. The next one has its own budget. */
  void settled() {
    budget = RetryBudget.UNUSED;
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

  /**
   * The store counted more occurrences than were written to it. The writes that wait were made
   * before that was known; later ones are not.
   */
  void raiseWaiting(int more) {
    for (Write write = first; write != null; write = write.next) {
      write.raise(more);
    }
  }
}
