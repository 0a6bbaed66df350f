package io.eventrecorder.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonException;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.StateFormatException;
import io.eventrecorder.spi.StatefulCorrelator;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A simple stateful correlator that keeps all rules: it counts, writes at most once a minute about
 * an object, catches up by time, and forgets what did not happen for an hour. Others break it.
 */
class StatefulCounting implements StatefulCorrelator {
  static final byte VERSION = 1;
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();
  static final long FORGOTTEN = Duration.ofHours(1).toNanos();

  /** What the events about one object share. */
  static final class Limit {
    final String key;
    long next;

    Limit(String key) {
      this.key = key;
    }
  }

  static final class State {
    final String key;
    final String scope;
    final long ticket;
    Limit limit;
    Event newest;
    long last;
    int count;
    int written;
    int stored;
    boolean handedOut;
    boolean inStore;

    State(String key, String scope, long ticket, Limit limit, Event newest) {
      this.key = key;
      this.scope = scope;
      this.ticket = ticket;
      this.limit = limit;
      this.newest = newest;
    }

    boolean isBehind() {
      return handedOut && written < count;
    }
  }

  final EventClock clock;
  final Map<String, State> states = new LinkedHashMap<>();
  final Map<String, Limit> limits = new LinkedHashMap<>();
  final Set<String> dirty = new LinkedHashSet<>();
  boolean tracked;
  private long tickets;

  StatefulCounting(EventClock clock) {
    this.clock = clock;
  }

  long now() {
    return clock.nanoTime();
  }

  String scopeInKeys(String scope) {
    return scope;
  }

  private String stateKey(String scope, Event event) {
    return "E"
        + List.of(
            scopeInKeys(scope),
            event.namespace(),
            event.regarding(),
            event.type(),
            event.reason(),
            event.message());
  }

  String limitKey(String scope, Event event) {
    return "B" + List.of(scopeInKeys(scope), event.regarding());
  }

  @Override
  public Correlation correlate(Event event, Arrival arrival) {
    String key = stateKey(arrival.scope(), event);
    State known = states.get(key);
    if (known != null && isForgotten(known)) {
      forget(known);
      known = null;
    }
    State state = known == null ? add(key, arrival.scope(), event) : known;
    state.count = sum(state.count, arrival.occurrences());
    state.last = now();
    String name = state.newest.name().isEmpty() ? "nameless" : state.newest.name();
    state.newest = event.toBuilder().name(name).count(state.count).build();
    changed(state.key);
    return !state.handedOut || now() >= state.limit.next ? write(state) : Correlation.suppress();
  }

  int sum(int count, long more) {
    return (int) Math.min(Integer.MAX_VALUE, count + Math.min(Integer.MAX_VALUE, more));
  }

  private State add(String key, String scope, Event event) {
    Limit limit = limits.computeIfAbsent(limitKey(scope, event), Limit::new);
    State state = new State(key, scope, ++tickets, limit, event);
    states.put(key, state);
    return state;
  }

  void changed(String key) {
    if (tracked) {
      dirty.add(key);
    }
  }

  Correlation write(State state) {
    boolean patch = state.handedOut;
    state.handedOut = true;
    state.written = state.count;
    state.limit.next = now() + PAUSE;
    changed(state.key);
    changed(state.limit.key);
    EventPatch changes = EventPatch.ofCount(state.newest);
    return patch
        ? Correlation.patch(state.newest, changes, true, state)
        : Correlation.create(state.newest, changes, true, state);
  }

  @Override
  public String scopeOf(Correlation write) {
    return state(write).scope;
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    State state = state(written);
    state.stored = Math.max(state.stored, written.event().count());
    state.inStore = true;
    changed(state.key);
  }

  @Override
  public void notRecorded(Correlation written, NotRecorded why) {
    State state = state(written);
    state.handedOut = false;
    state.inStore = false;
    state.written = 0;
    state.stored = 0;
    changed(state.key);
  }

  @Override
  public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
    State state = state(written);
    state.newest = state.newest.toBuilder().name(inStore.name()).build();
    state.inStore = true;
    state.written = state.stored;
    changed(state.key);
  }

  @Override
  public List<Correlation> due() {
    return writeBehind(false);
  }

  @Override
  public OptionalLong nextDueNanos() {
    return states.values().stream()
        .filter(State::isBehind)
        .mapToLong(state -> state.limit.next)
        .min();
  }

  @Override
  public List<Correlation> drain() {
    return writeBehind(true);
  }

  private List<Correlation> writeBehind(boolean all) {
    List<Correlation> writes = new ArrayList<>();
    for (State state : states.values()) {
      if (state.isBehind() && (all || state.limit.next <= now())) {
        writes.add(write(state));
      }
    }
    return writes;
  }

  @Override
  public long unwritten() {
    return states.values().stream().mapToLong(state -> state.count - state.stored).sum();
  }

  boolean isForgotten(State state) {
    return state.stored == state.count && now() - state.last >= FORGOTTEN;
  }

  void forget(State state) {
    states.remove(state.key);
    changed(state.key);
  }

  @Override
  public int expire(int most) {
    int forgotten = 0;
    for (State state : List.copyOf(states.values())) {
      if (forgotten < most && isForgotten(state)) {
        forget(state);
        forgotten++;
      }
    }
    Set<Limit> used = new LinkedHashSet<>();
    states.values().forEach(state -> used.add(state.limit));
    for (Iterator<Limit> all = limits.values().iterator(); all.hasNext() && forgotten < most; ) {
      Limit limit = all.next();
      if (limit.next <= now() && !used.contains(limit)) {
        all.remove();
        changed(limit.key);
        forgotten++;
      }
    }
    return forgotten;
  }

  @Override
  public void changes(Parts parts) {
    if (!tracked) {
      tracked = true;
      dirty.addAll(limits.keySet());
      dirty.addAll(states.keySet());
    }
    for (String key : dirty) {
      State state = states.get(key);
      Limit limit = limits.get(key);
      if (state != null) {
        parts.put(key.getBytes(UTF_8), write(state.scope, state));
      } else if (limit != null) {
        parts.put(key.getBytes(UTF_8), longs(toStored(limit.next)).array());
      } else {
        parts.remove(key.getBytes(UTF_8));
      }
    }
    dirty.clear();
  }

  long toStored(long reading) {
    return reading;
  }

  long fromStored(long reading) {
    return reading;
  }

  private static ByteBuffer longs(long... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + 8 * numbers.length).put(VERSION);
    for (long number : numbers) {
      bytes.putLong(number);
    }
    return bytes;
  }

  private byte[] write(String scope, State state) {
    byte[] place = scope.getBytes(UTF_8);
    byte[] json = EventJson.writeBytes(state.newest, EventApi.CORE_V1);
    ByteBuffer numbers =
        longs(
            state.ticket,
            toStored(state.last),
            state.count,
            state.stored,
            state.inStore ? 1 : 0,
            nanosOf(state.newest.firstTimestamp()),
            nanosOf(state.newest.lastTimestamp()),
            place.length);
    return ByteBuffer.allocate(numbers.capacity() + place.length + json.length)
        .put(numbers.flip())
        .put(place)
        .put(json)
        .array();
  }

  @Override
  public void restore(byte[] key, byte[] value) {
    try {
      read(new String(key, UTF_8), ByteBuffer.wrap(value));
    } catch (BufferUnderflowException | EventJsonException | DateTimeException e) {
      throw new StateFormatException("a part is damaged; remove the file: " + e.getMessage());
    }
  }

  void read(String key, ByteBuffer value) {
    checkVersion(value.get());
    if (key.startsWith("B")) {
      Limit limit = new Limit(key);
      limit.next = fromStored(value.getLong());
      check(!value.hasRemaining());
      limits.put(key, limit);
    } else if (key.startsWith("E")) {
      State state = readState(key, value);
      states.put(key, state);
    } else {
      throw new StateFormatException("a part of an unknown kind; use a newer version");
    }
  }

  void checkVersion(byte version) {
    check(version == VERSION);
  }

  private State readState(String key, ByteBuffer value) {
    long ticket = value.getLong();
    long last = fromStored(value.getLong());
    long count = value.getLong();
    long stored = value.getLong();
    long inStore = value.getLong();
    @Nullable Instant first = instantOf(value.getLong());
    @Nullable Instant newest = instantOf(value.getLong());
    long place = value.getLong();
    check(count >= 1 && count <= Integer.MAX_VALUE && stored >= 0 && stored <= count);
    check(place >= 0 && place <= value.remaining() && inStore >> 1 == 0);
    byte[] scope = new byte[(int) place];
    value.get(scope);
    byte[] json = new byte[value.remaining()];
    value.get(json);
    Event event =
        EventJson.read(json).toBuilder().firstTimestamp(first).lastTimestamp(newest).build();
    String where = new String(scope, UTF_8);
    check(stateKey(where, event).equals(key));
    State state = new State(key, where, ticket, limitOf(where, event), event);
    state.last = last;
    state.count = (int) count;
    state.stored = (int) stored;
    state.inStore = inStore == 1;
    restoreWritten(state);
    return state;
  }

  /** A stand-in with the key; {@link #restored} takes the right one. */
  Limit limitOf(String scope, Event event) {
    return new Limit(limitKey(scope, event));
  }

  void restoreWritten(State state) {
    state.handedOut = state.inStore;
    state.written = state.stored;
  }

  @Override
  public void restored() {
    List<State> all = new ArrayList<>(states.values());
    all.sort(Comparator.comparingLong(state -> state.ticket));
    states.clear();
    for (State state : all) {
      state.limit = linked(state.limit);
      states.put(state.key, state);
      tickets = Math.max(tickets, state.ticket);
    }
  }

  Limit linked(Limit limit) {
    return limits.computeIfAbsent(limit.key, key -> limit);
  }

  static void check(boolean sound) {
    if (!sound) {
      throw new StateFormatException("a part is damaged or of a newer version; remove the file");
    }
  }

  private static long nanosOf(@Nullable Instant time) {
    return time == null ? Long.MIN_VALUE : EpochClock.nanosOf(time);
  }

  private static @Nullable Instant instantOf(long nanos) {
    return nanos == Long.MIN_VALUE ? null : Instant.EPOCH.plusNanos(nanos);
  }

  static State state(Correlation written) {
    @Nullable Object attachment = written.attachment();
    if (attachment instanceof State state) {
      return state;
    }
    throw new IllegalArgumentException("not of this correlator: " + written);
  }
}
